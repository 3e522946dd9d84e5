import { Knex } from 'knex';
import { chunks } from './chunks';
import { counts } from './counts';
import { contains, joinRevision } from './containment';
import { positions, positionsWhere } from './positions';
import { CommitRow } from './rows';

/** Newest first; the same order as pages have. */
export function compareCommits(one: CommitRow, other: CommitRow): number {
  return (
    Number(other.ordinal) - Number(one.ordinal) ||
    other.repository_id - one.repository_id ||
    (one.sha < other.sha ? 1 : -1)
  );
}

export const COMMIT_COLUMNS = [
  'c.id',
  'c.repository_id',
  'c.sha',
  'c.author_name',
  'c.author_email',
  'c.subject',
  'c.at',
  'c.at_clamped',
  'c.merge',
  'c.on_trunk',
  'c.ordinal',
  'c.landing',
];

/**
 * Per application the newest of its input commits that runs: what a deployed revision
 * contains, unless it waits for another of the sources, or that is not known.
 */
export async function readDeployedCommits(
  db: Knex,
  applicationIds: readonly string[],
): Promise<Map<string, CommitRow>> {
  const newest = db('git_commit_paths as cp').join(
    'git_commits as c',
    'c.id',
    'cp.commit_id',
  );
  joinRevision(newest, 'd', 'p.deployed_id');
  newest
    .whereRaw(
      `cp.path_id = i.path_id and ${counts('i', 'cp')} and ${contains('d')}`,
    )
    .whereNotExists(isMissingElsewhere(db))
    .orderBy('cp.ordinal', 'desc')
    .orderBy('c.sha', 'desc')
    .limit(1)
    .select('c.id')
    .as('commit_id');
  const rows: Array<{ application_id: string; commit_id: number | null }> =
    await db
      .with('p', positions(db, applicationIds))
      .from('p')
      .join('git_inputs as i', join => {
        join
          .on('i.application_id', 'p.application_id')
          .on('i.position', 'p.position');
      })
      .whereNotNull('p.deployed_id')
      .select('p.application_id', newest);

  const ids = new Set<number>();
  for (const row of rows) if (row.commit_id !== null) ids.add(row.commit_id);
  const commits = new Map<number, CommitRow>();
  for (const chunk of chunks(ids)) {
    const found: CommitRow[] = await db('git_commits as c')
      .whereIn('c.id', chunk)
      .select(COMMIT_COLUMNS);
    for (const commit of found) commits.set(commit.id, commit);
  }
  const result = new Map<string, CommitRow>();
  for (const row of rows) {
    const commit =
      row.commit_id === null ? undefined : commits.get(row.commit_id);
    const best = result.get(row.application_id);
    if (commit && (!best || compareCommits(commit, best) < 0)) {
      result.set(row.application_id, commit);
    }
  }
  return result;
}

/** Another source of `p` in which commit `c` waits, or of its own one of which that is not known. */
function isMissingElsewhere(db: Knex): Knex.QueryBuilder {
  const others = positionsWhere(db, (query, column) =>
    query.whereRaw('?? = p.application_id', [column]),
  );
  const query = db
    .from(others.as('o'))
    .join('git_inputs as oi', join => {
      join
        .on('oi.application_id', 'o.application_id')
        .on('oi.position', 'o.position');
    })
    .joinRaw(
      `join git_commit_paths as op on op.path_id = oi.path_id
        and op.ordinal = c.ordinal and op.commit_id = c.id
        and ${counts('oi', 'op')}`,
    );
  joinRevision(query, 't', 'o.tip_id');
  joinRevision(query, 'e', 'o.deployed_id');
  return query
    .select(db.raw('1'))
    .whereRaw('o.position <> p.position')
    .whereNotNull('o.tip_id')
    .whereRaw(
      `${contains('t')} and case when o.deployed_id is null
        then o.position >= 0 or o.deployed_revision is null
        else not ${contains('e')} end`,
    );
}
