import { Knex } from 'knex';
import { COMMIT_COLUMNS } from './readDeployedCommits';
import { CommitRow } from './rows';

/** As many as anybody reviews. */
const MAX_COMMITS = 1000;

/** The newest commits that came through a pull request, as far as its host was asked. */
export async function readPullCommits(
  db: Knex,
  repositoryKey: string,
  pull: number,
): Promise<CommitRow[]> {
  return db('commit_reviews as v')
    .join('git_repositories as r', 'r.id', 'v.repository_id')
    .join('git_commits as c', join => {
      join.on('c.repository_id', 'v.repository_id').on('c.sha', 'v.sha');
    })
    .where({ 'r.key': repositoryKey, 'v.pull_number': pull })
    .orderBy('c.ordinal', 'desc')
    .limit(MAX_COMMITS)
    .select(COMMIT_COLUMNS);
}
