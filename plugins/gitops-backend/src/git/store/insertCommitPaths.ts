import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { ancestors } from '../log/ancestors';
import { chunks } from './chunks';
import { InsertedCommit } from './insertCommits';
import { createPathIds } from './pathIds';

/** The ids of files together with those of the directories above them. */
export type KnownPaths = Map<string, readonly number[]>;

/** More of them are not kept in memory. */
const MAX_KNOWN = 100_000;

/** In one statement. */
const COMMITS = 2_000;

// Sorted as the table is: so it takes them best.
const SQLITE = `insert into git_commit_paths (path_id, ordinal, commit_id)
  select p.value, c.value->>1, c.value->>0
  from json_each(?) as c, json_each(c.value, '$[2]') as p order by 1, 2`;
const POSTGRES = `insert into git_commit_paths (path_id, ordinal, commit_id)
  select p.value::integer, (c.value->>1)::bigint, (c.value->>0)::integer
  from jsonb_array_elements(?::jsonb) as c,
    jsonb_array_elements_text(c.value->2) as p order by 1, 2`;

/**
 * Writes a row for each path that new commits touch.
 *
 * @param known - of files seen before; those of these commits are added
 */
export async function insertCommitPaths(
  tx: Knex.Transaction,
  repositoryId: number,
  inserted: readonly InsertedCommit[],
  known: KnownPaths,
): Promise<void> {
  if (known.size > MAX_KNOWN) known.clear();
  const unknown = new Set<string>();
  for (const { commit } of inserted) {
    for (const { path } of commit.changes) {
      if (!known.has(path)) unknown.add(path);
    }
  }
  const above = [...unknown].map(path => [...ancestors(path)]);
  const ids = await createPathIds(tx, repositoryId)(above.flat());
  for (const [index, path] of [...unknown].entries()) {
    known.set(
      path,
      above[index].flatMap(it => ids.get(it) ?? []),
    );
  }
  const touched = inserted.map(({ id, ordinal, commit }) => {
    const pathIds = new Set<number>();
    for (const { path } of commit.changes) {
      for (const pathId of known.get(path) ?? []) pathIds.add(pathId);
    }
    return [id, ordinal, [...pathIds]] as const;
  });
  for (const some of chunks(touched, COMMITS)) {
    // SQLite works on this thread: whatever else there is to do has its turn.
    await setImmediate();
    await tx.raw(isPostgres(tx) ? POSTGRES : SQLITE, [JSON.stringify(some)]);
  }
}
