import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';

/** What hosts said of commits, by id of the commit; those not asked about are absent. */
export async function readReviews(
  _db: Knex,
  _commitIds: readonly number[],
): Promise<Map<number, CommitReview>> {
  return new Map();
}
