import { Knex } from 'knex';

/** Deletes revisions (a query for their ids) with all that is known of them. */
export async function deleteRevisions(
  tx: Knex.Transaction,
  ids: Knex.QueryBuilder,
): Promise<void> {
  await tx('git_revision_commits').whereIn('revision_id', ids.clone()).delete();
  await tx('git_revisions').whereIn('id', ids.clone()).delete();
}
