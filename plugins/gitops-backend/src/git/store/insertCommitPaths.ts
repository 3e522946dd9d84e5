import { Knex } from 'knex';
import { ancestors } from '../log/ancestors';
import { LoggedCommit } from '../log/parseLog';
import { InsertedCommit } from './insertCommits';
import { insertRows } from './insertRows';
import { createPathIds } from './pathIds';

/** The ids of files together with those of the directories above them. */
export type KnownPaths = Map<string, readonly number[]>;

/** More of them are not kept in memory. */
const MAX_KNOWN = 100_000;

const COLUMNS = {
  path_id: 'integer',
  ordinal: 'bigint',
  commit_id: 'integer',
} as const;

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
  await insertRows(tx, 'git_commit_paths', COLUMNS, touchedBy(inserted, known));
}

function* touchedBy(
  inserted: readonly InsertedCommit[],
  known: KnownPaths,
): Generator<[pathId: number, ordinal: number, commitId: number]> {
  for (const { id, ordinal, commit } of inserted) {
    for (const pathId of pathIdsOf(commit, known)) yield [pathId, ordinal, id];
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
