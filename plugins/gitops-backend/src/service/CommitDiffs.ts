import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  CommitDiff,
  gitopsApplicationInspectPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { CommitName, GitHistory, TouchedInputs } from '../git/types';
import { hashOf } from '../store/hash';
import { listBindings } from '../store/listByEntities';
import { noSuchCommit } from './commitName';
import { DetailsGate } from './DetailsGate';
import { EntityReader } from './EntityReader';
import { Kept } from './Kept';
import { Permits } from './Permits';
import { SeenImpact, SeenOfImpact } from './SeenImpact';

/** A first fetch of a repository takes longer than an answer of an engine. */
const TIMEOUT_MS = 60_000;
/** An answer has at most about 1 MB. */
const KEEPING = { keepMs: 60_000, max: 20 };
/** Of how many entities it is asked whether they let somebody inspect. */
const MAX_ENTITIES = 1000;

/**
 * What commits changed, asked of Git while somebody waits: one question for all who may
 * see the same, its answer kept for a minute.
 */
export class CommitDiffs {
  readonly #options: {
    db: Knex;
    git: GitHistory;
    impact: SeenImpact;
    reader: EntityReader;
    permits: Permits;
  };
  readonly #gate = new DetailsGate({ timeoutMs: TIMEOUT_MS });
  readonly #kept = new Kept<CommitDiff>(KEEPING);

  constructor(options: {
    db: Knex;
    git: GitHistory;
    impact: SeenImpact;
    reader: EntityReader;
    permits: Permits;
  }) {
    this.#options = options;
  }

  /**
   * Of the inputs of those applications that the person may inspect.
   *
   * @throws NotFoundError for unknown and for forbidden alike
   * @throws NotAllowedError where the person may inspect none of them
   * @throws ServiceUnavailableError where Git does not tell now
   */
  async of(
    name: CommitName,
    credentials: BackstageCredentials,
  ): Promise<CommitDiff> {
    const { git, impact } = this.#options;
    const touched = await git.touched({ commit: name });
    const { applications } = await impact.of(touched, credentials);
    const seen = touched.filter(each => applications.has(each.applicationId));
    const commit = seen.length === 0 ? undefined : await git.commit(name, []);
    if (!commit) throw noSuchCommit();
    const inputs = await this.#inspectable(seen, applications, credentials);
    const key = hashOf([name.repositoryId, name.sha, inputs]);
    const about = { key: name.repositoryId, name: commit.repository };
    return this.#kept.get(key, () =>
      this.#gate.ask(about, signal => git.diff(name, inputs, signal)),
    );
  }

  /**
   * The inputs of the applications that the person may inspect, as far as their engines
   * have read them: whoever writes an application can name any repository, and see
   * nothing of it that the engine refuses.
   */
  async #inspectable(
    touched: TouchedInputs[],
    seen: ReadonlyMap<string, SeenOfImpact>,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const { db, reader, permits } = this.#options;
    const read = touched.filter(each => each.read.length > 0);
    const all = await listBindings(
      db,
      read.map(({ applicationId }) => applicationId),
    );
    const giving = read.map(({ applicationId: id }) => {
      const entityRefs = new Set(seen.get(id)?.entityRefs);
      return permits
        .giving(all.get(id) ?? [])
        .filter(({ entityRef }) => entityRefs.has(entityRef));
    });
    const entityRefs = new Set(giving.flat().map(({ entityRef }) => entityRef));
    const readable = await reader.readable(
      [...entityRefs].slice(0, MAX_ENTITIES),
      credentials,
    );
    const permission = gitopsApplicationInspectPermission;
    const permitted = await permits.ask(
      giving.map(bindings => ({
        permission,
        bindings: bindings.filter(({ entityRef }) => readable.has(entityRef)),
      })),
      credentials,
    );
    const inputs = read
      .filter((_, n) => permitted[n] === true)
      .flatMap(each => each.read);
    if (inputs.length > 0) return [...new Set(inputs)].sort();
    const asked =
      entityRefs.size > MAX_ENTITIES
        ? ` It was asked for the first ${MAX_ENTITIES} of ${entityRefs.size} entities.`
        : '';
    throw new NotAllowedError(
      `This needs the permission "${permission.name}" for an entity that one of the applications confirms which the commit touches, and whose engine has read the repository.${asked}`,
    );
  }
}
