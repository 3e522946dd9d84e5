import { Knex } from 'knex';
import { joinTouched, TOUCHED_ID } from './touched';

/**
 * Writes a row for each path that the commits with higher ids than that touch: inside
 * the database, which has them already, and in the order of the index.
 */
export async function insertCommitPaths(
  tx: Knex.Transaction,
  repositoryId: number,
  afterId: number,
): Promise<void> {
  const touched = joinTouched(tx('git_commits as c'), tx)
    .where('c.repository_id', repositoryId)
    .where('c.id', '>', afterId)
    .orderByRaw('1, 2')
    .select(tx.raw(TOUCHED_ID), 'c.ordinal', 'c.id');
  await tx(
    tx.raw('?? (??, ??, ??)', [
      'git_commit_paths',
      'path_id',
      'ordinal',
      'commit_id',
    ]),
  ).insert(touched);
}
