import { Knex } from 'knex';
import { CommitPlace } from '../commitCursor';
import { contains, joinRevision } from './containment';
import { joinInputs } from './joinInputs';
import { positions } from './positions';
import { COMMIT_COLUMNS } from './readDeployedCommits';
import { CommitRow } from './rows';

export interface CommitOfPage extends CommitRow {
  repository_url: string;
  public_id: string;
}

/**
 * Commits that touch the inputs of these applications and that Git or the
 * deployed revision of the application contains; newest first.
 */
export async function readCommitPage(
  db: Knex,
  applicationIds: readonly string[],
  limit: number,
  after: CommitPlace | undefined,
): Promise<CommitOfPage[]> {
  const query = joinInputs(
    db.with('p', positions(db, applicationIds)).from('p'),
    'p',
  ).join('git_commits as c', 'c.id', 'cp.commit_id');
  joinRevision(query, 't', 'p.tip_id');
  joinRevision(query, 'd', 'p.deployed_id');
  query.whereRaw(
    `((p.tip_id is not null and ${contains('t')})
      or (p.deployed_id is not null and ${contains('d')}))`,
  );
  if (after) {
    query
      .where('cp.ordinal', '<=', after.ordinal)
      .whereRaw('(c.ordinal, c.repository_id, c.sha) < (?, ?, ?)', [
        after.ordinal,
        after.repositoryId,
        after.sha,
      ]);
  }
  return query
    .distinct(...COMMIT_COLUMNS, 'p.repository_url', 'p.public_id')
    .orderBy('c.ordinal', 'desc')
    .orderBy('c.repository_id', 'desc')
    .orderBy('c.sha', 'desc')
    .limit(limit);
}
