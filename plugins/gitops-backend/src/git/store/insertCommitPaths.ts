import { Knex } from 'knex';
import { ancestors } from '../log/ancestors';
import { InsertedCommit } from './insertCommits';
import { insertRows } from './insertRows';
import { createPathIds } from './pathIds';

/** The ids of files together with those of the directories above them. */
export type KnownPaths = Map<string, readonly number[]>;

/** More of them are not kept in memory. */
const MAX_KNOWN = 100_000;

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
  await insertRows(
    tx,
    'git_commit_paths',
    { path_id: 'integer', ordinal: 'bigint', commit_id: 'integer' },
    pathRows(inserted, known),
  );
}

/** As the table is sorted, by path: that is how it takes them best. */
function* pathRows(
  inserted: readonly InsertedCommit[],
  known: KnownPaths,
): Generator<[pathId: number, ordinal: number, commitId: number]> {
  const places: number[] = [];
  for (const [index, { commit }] of inserted.entries()) {
    const touched = new Set<number>();
    for (const { path } of commit.changes) {
      for (const id of known.get(path) ?? []) touched.add(id);
    }
    for (const id of touched) places.push(id * inserted.length + index);
  }
  for (const place of Float64Array.from(places).sort()) {
    const { id, ordinal } = inserted[place % inserted.length];
    yield [Math.floor(place / inserted.length), ordinal, id];
  }
}
