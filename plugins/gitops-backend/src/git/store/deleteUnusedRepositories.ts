import { Knex } from 'knex';
import { leaseOf } from '../repository/leaseOf';
import { deleteRevisions } from './deleteRevisions';

/** Deletes the index of repositories that no application names any more. */
export async function deleteUnusedRepositories(db: Knex): Promise<void> {
  await db.transaction(async tx => {
    const rows: Array<{ id: number }> = await tx('git_repositories')
      .whereNotIn('id', tx('git_sources').select('repository_id'))
      .select('id');
    for (const { id } of rows) {
      const of = { repository_id: id };
      await deleteRevisions(tx, tx('git_revisions').where(of).select('id'));
      await tx('git_commit_paths')
        .whereIn('path_id', tx('git_paths').where(of).select('id'))
        .delete();
      // Whoever is at work there can then write nothing any more.
      await tx('leases')
        .where({ name: leaseOf(id) })
        .delete();
      // What is left goes with it.
      await tx('git_repositories').where({ id }).delete();
    }
  });
}
