import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { ancestors } from '../log/ancestors';
import { LoggedCommit } from '../log/parseLog';
import { chunks } from './chunks';
import { InsertedCommit } from './insertCommits';
import { createPathIds } from './pathIds';

/** The ids of files together with those of the directories above them. */
export type KnownPaths = Map<string, readonly number[]>;

/** More of them are not kept in memory. */
const MAX_KNOWN = 100_000;

/** Entries of a commit in one statement, and paths in one entry. */
const ENTRIES = 500;
const PATHS = 50;

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
  for (const some of chunks(touchedBy(inserted, known), ENTRIES)) {
    // SQLite works on this thread: whatever else there is to do has its turn.
    await setImmediate();
    await tx.raw(isPostgres(tx) ? POSTGRES : SQLITE, [JSON.stringify(some)]);
  }
}

type Entry = [commitId: number, ordinal: number, pathIds: number[]];

function* touchedBy(
  inserted: readonly InsertedCommit[],
  known: KnownPaths,
): Generator<Entry> {
  for (const { id, ordinal, commit } of inserted) {
    const pathIds = pathIdsOf(commit, known);
    for (let start = 0; start < pathIds.length; start += PATHS) {
      yield [id, ordinal, pathIds.slice(start, start + PATHS)];
    }
  }
}

function pathIdsOf(commit: LoggedCommit, known: KnownPaths): readonly number[] {
  const { changes } = commit;
  // Most commits change one file, and there may be a million commits.
  if (changes.length === 1) return known.get(changes[0].path) ?? [];
  const touched = new Set<number>();
  for (const { path } of changes) {
    for (const pathId of known.get(path) ?? []) touched.add(pathId);
  }
  return [...touched];
}
