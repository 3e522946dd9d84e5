import { Knex } from 'knex';
import { contains, joinRevision } from './containment';
import { joinInputs } from './joinInputs';
import { positions } from './positions';

/** Where one commit stands for one source whose inputs it touches. */
export interface MarkRow {
  application_id: string;
  commit_id: number;
  deployed_revision: string | null;
  /** Null where the deployed revision is not known to Git. */
  deployed: boolean | number | null;
  /** Null where Git's revision is not known. */
  wanted: boolean | number | null;
}

/** For the commits of one page. */
export async function readMarks(
  db: Knex,
  applicationIds: readonly string[],
  commitIds: readonly number[],
): Promise<MarkRow[]> {
  if (commitIds.length === 0) return [];
  const query = joinInputs(
    db.with('p', positions(db, applicationIds)).from('p'),
    'p',
  ).join('git_commits as c', 'c.id', 'cp.commit_id');
  joinRevision(query, 't', 'p.tip_id');
  joinRevision(query, 'd', 'p.deployed_id');
  return query
    .whereIn('cp.commit_id', [...commitIds])
    .distinct(
      'p.application_id',
      'c.id as commit_id',
      'p.deployed_revision',
      db.raw(
        `case when p.deployed_id is not null then ${contains(
          'd',
        )} end as deployed`,
      ),
      db.raw(
        `case when p.tip_id is not null then ${contains('t')} end as wanted`,
      ),
    );
}
