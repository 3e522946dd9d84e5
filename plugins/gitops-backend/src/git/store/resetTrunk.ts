import { Knex } from 'knex';

/** Forgets which commits are on the default branch; the commits stay. */
export async function resetTrunk(
  tx: Knex.Transaction,
  repositoryId: number,
): Promise<void> {
  await tx('git_commits')
    .where({ repository_id: repositoryId, on_trunk: true })
    .update({ on_trunk: false, landing: null });
}
