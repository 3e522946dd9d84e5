import { Knex } from 'knex';
import { CommitName } from '../types';
import { CommitOfPage } from './readCommitPage';
import { COMMIT_COLUMNS } from './readDeployedCommits';

/** The commit; none where it is not in the index. */
export async function readNamedCommit(
  db: Knex,
  { repositoryId, sha }: CommitName,
): Promise<CommitOfPage[]> {
  return db('git_commits as c')
    .join('git_repositories as r', 'r.id', 'c.repository_id')
    .where({ 'r.public_id': repositoryId, 'c.sha': sha })
    .select(...COMMIT_COLUMNS, 'r.url as repository_url', 'r.public_id');
}
