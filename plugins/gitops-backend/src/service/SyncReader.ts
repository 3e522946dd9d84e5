import {
  Syncs,
  syncsQuerySchema,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { GitHistory } from '../git/types';
import { instanceIndex, listInstances } from '../store/instances';
import { StoredApplication } from '../store/rows';
import { listUnobserved } from '../store/unobserved';
import { pageSyncs, SyncPosition } from '../syncs/pageSyncs';
import { revisionsOf, SyncRow, toSync } from '../syncs/rows';
import { pageCursor } from '../pageCursor';
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
   * One page; four statements, however many applications.
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
    const commits = await this.#git.newestIn(
      rows.flatMap(row => {
        const [revision] = revisionsOf(row);
        return revision ? { applicationId: row.application_id, revision } : [];
      }),
    );
    return {
      items: rows.map(row => {
        const [revision] = revisionsOf(row);
        const named = commits.find(
          it =>
            it.applicationId === row.application_id && it.revision === revision,
        );
        const uid = byId.get(row.application_id)?.uid ?? '';
        return toSync(row, {
          commit: named?.commit ?? null,
          former: row.uid !== uid,
        });
      }),
      unobserved: await this.#unobserved(applications, rows, after),
      nextCursor: next && cursors.write(next),
    };
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
