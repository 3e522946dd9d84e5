import { Knex } from 'knex';
import { leaseOf } from '../repository/leaseOf';
import { forgetIndex } from './forgetIndex';

/** Deletes the index of repositories that no application names any more. */
export async function deleteUnusedRepositories(db: Knex): Promise<void> {
  const rows: Array<{ id: number }> = await db('git_repositories')
    .whereNotIn('id', db('git_sources').select('repository_id'))
    .select('id');
  for (const { id } of rows) {
    await db.transaction(tx => deleteUnused(tx, id));
  }
}

async function deleteUnused(tx: Knex.Transaction, id: number): Promise<void> {
  // From here on no source can name it, and what was under way has ended.
  await tx('git_repositories').where({ id }).forUpdate().first('id');
  const named = await tx('git_sources').where({ repository_id: id }).first();
  if (named) return;
  await forgetIndex(tx, id);
  // What is left goes with it.
  await tx('git_repositories').where({ id }).delete();
  // Last, as whoever is at work there locks it; he can then write nothing any more.
  await tx('leases')
    .where({ name: leaseOf(id) })
    .delete();
}
