import { Knex } from 'knex';

/** Deletes the index of repositories that no application names any more. */
export async function deleteUnusedRepositories(db: Knex): Promise<void> {
  await db('git_repositories')
    .whereNotExists(
      db('git_sources')
        .select(db.raw('1'))
        .whereRaw('git_sources.repository_id = git_repositories.id'),
    )
    .delete();
}
