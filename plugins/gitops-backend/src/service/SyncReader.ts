import {
  CommitRef,
  Syncs,
  syncsQuerySchema,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { GitHistory } from '../git/types';
import { pageCursor } from '../pageCursor';
import { instanceIndex, listInstances } from '../store/instances';
import { StoredApplication } from '../store/rows';
import { listUnobserved } from '../store/unobserved';
import { pageSyncs, SyncPosition } from '../syncs/pageSyncs';
import { revisionsOf, SyncRow, toSync } from '../syncs/rows';
import { parse } from './parse';

const cursors = pageCursor(z.object({ at: z.iso.datetime(), id: z.uuid() }));

/** Answers what is kept of the syncs of applications. */
export class SyncReader {
  readonly #db: Knex;
  readonly #git: GitHistory;

  constructor({ db, git }: { db: Knex; git: GitHistory }) {
    this.#db = db;
    this.#git = git;
  }

  /**
   * One page; as many statements for one application as for many.
   * @param query - `SyncsQuery`, as it came
   */
  async page(
    applications: StoredApplication[],
    query: unknown,
  ): Promise<Syncs> {
    const { limit, cursor } = parse(syncsQuerySchema, query);
    const after = cursor === undefined ? undefined : cursors.read(cursor);
    const byId = new Map(applications.map(({ record }) => [record.id, record]));
    const { rows, next } = await pageSyncs(this.#db, {
      applicationIds: [...byId.keys()],
      limit,
      after,
    });
    const commits = await this.#commitsOf(rows);
    return {
      items: rows.map(row =>
        toSync(row, {
          commit: commits.get(row.id) ?? null,
          former: row.uid !== (byId.get(row.application_id)?.uid ?? ''),
        }),
      ),
      unobserved: await this.#unobserved(applications, rows, after),
      nextCursor: next && cursors.write(next),
    };
  }

  /** By the ids of the rows; of several sources the first that has one counts. */
  async #commitsOf(rows: SyncRow[]): Promise<Map<string, CommitRef>> {
    const keyOf = (applicationId: string, revision: string) =>
      `${applicationId} ${revision}`;
    const named = await this.#git.newestIn(
      rows.flatMap(row =>
        revisionsOf(row)
          .filter(revision => revision !== '')
          .map(revision => ({ applicationId: row.application_id, revision })),
      ),
    );
    const found = new Map(
      named.map(of => [keyOf(of.applicationId, of.revision), of.commit]),
    );
    return new Map(
      rows.flatMap(row => {
        const [commit] = revisionsOf(row).flatMap(
          revision => found.get(keyOf(row.application_id, revision)) ?? [],
        );
        return commit ? [[row.id, commit]] : [];
      }),
    );
  }

  /** Nothing is said of the time before the first sync, of which nothing is known anyway. */
  async #unobserved(
    applications: StoredApplication[],
    rows: SyncRow[],
    after: SyncPosition | undefined,
  ): Promise<Syncs['unobserved']> {
    const oldest = rows.at(-1);
    const now = new Date().toISOString();
    const instanceOf = instanceIndex(await listInstances(this.#db));
    const instances = new Set(
      applications.flatMap(({ record }) => instanceOf(record) ?? []),
    );
    return listUnobserved(this.#db, [...instances], {
      since: oldest?.at ?? after?.at ?? now,
      until: after?.at,
      now,
    });
  }
}
