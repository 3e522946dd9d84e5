import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';

/**
 * Locks a repository for the rest of the transaction, if nobody wrote to its
 * index since it was read: two replicas may fetch the same, but only one writes.
 *
 * @throws ConflictError where somebody did
 */
export async function claimVersion(
  tx: Knex.Transaction,
  repositoryId: number,
  version: number,
): Promise<void> {
  const claimed = await tx('git_repositories')
    .where({ id: repositoryId, version })
    .update({ version: version + 1 });
  if (claimed !== 1) {
    throw new ConflictError('The index was changed by another replica');
  }
}
