import { Knex } from 'knex';
import { deleteRevisions } from './deleteRevisions';

/** Forgets which commits belong to which revision; the commits stay. */
export async function resetTrunk(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<void> {
  const of = { repository_id: repositoryId };
  await deleteRevisions(tx, tx('git_revisions').where(of).select('id'));
  await tx('git_commits')
    .where({ ...of, on_trunk: true })
    .update({ on_trunk: false, landing: null });
}
