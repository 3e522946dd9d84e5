import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { COMMIT_COLUMNS } from './readDeployedCommits';
import { CommitRow } from './rows';

export type NamedCommitRow = CommitRow & {
  application_id: string;
  repository_url: string;
};

/** Those of the commits that are in a repository of one of the applications; one statement. */
export async function readNamedCommits(
  db: Knex,
  applicationIds: Iterable<string>,
  shas: Iterable<string>,
): Promise<NamedCommitRow[]> {
  const query = db('git_sources as s')
    .join('git_repositories as r', 'r.id', 's.repository_id')
    .join('git_commits as c', 'c.repository_id', 's.repository_id')
    .select('s.application_id', 'r.url as repository_url', ...COMMIT_COLUMNS);
  whereIn(query, db, 's.application_id', applicationIds);
  return whereIn(query, db, 'c.sha', shas);
}
