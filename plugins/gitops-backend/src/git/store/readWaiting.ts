import { Knex } from 'knex';
import { CommitOfRepository } from './readCommits';
import { COMMIT_COLUMNS } from './readDeployedCommits';
import { pendingCommits } from './readPending';

/** The commits that wait for an application's own sources, newest first. */
export async function readWaiting(
  db: Knex,
  applicationId: string,
  limit: number,
): Promise<CommitOfRepository[]> {
  return pendingCommits(db, [applicationId])
    .where('p.position', '>=', 0)
    .distinct(...COMMIT_COLUMNS, 'p.repository_url')
    .orderBy('c.ordinal', 'desc')
    .orderBy('c.repository_id', 'desc')
    .orderBy('c.sha', 'desc')
    .limit(limit);
}
