import { Knex } from 'knex';
import { contains, joinRevision } from './containment';
import { positions } from './positions';

export interface Pending {
  commits: number;
  seenByEngine: number;
  /** Seconds; when the oldest of them reached its branch. */
  since: number | undefined;
}

/**
 * Input commits `c` that Git has and the deployed revision of `p` does not; a
 * commit that touches several sources of an application comes once for each.
 */
export function pendingCommits(
  db: Knex,
  applicationIds: readonly string[],
): Knex.QueryBuilder {
  const query = db
    .with('p', positions(db, applicationIds))
    .from('p')
    // Whatever two revisions do not share, one of them differs from the trunk in.
    .join('git_revision_commits as m', join => {
      join.on(db.raw('m.revision_id in (p.tip_id, p.deployed_id)'));
    })
    .join('git_commits as c', 'c.id', 'm.commit_id');
  joinRevision(query, 't', 'p.tip_id');
  joinRevision(query, 'd', 'p.deployed_id');
  return query
    .whereNotNull('p.tip_id')
    .whereNotNull('p.deployed_id')
    .whereRaw(`${contains('t')} and not ${contains('d')}`)
    .whereExists(
      db('git_inputs as i')
        .join('git_commit_paths as cp', 'cp.path_id', 'i.path_id')
        .select(db.raw('1'))
        .whereRaw(
          'i.application_id = p.application_id and i.position = p.position and cp.commit_id = c.id',
        ),
    );
}

/** How much waits, per application. Applications with nothing are absent. */
export async function readPending(
  db: Knex,
  applicationIds: readonly string[],
): Promise<Map<string, Pending>> {
  const query = pendingCommits(db, applicationIds);
  joinRevision(query, 'e', 'p.engine_id');
  const rows: Array<{
    application_id: string;
    commits: number | string;
    seen: number | string;
    since: number | string | null;
  }> = await query
    .groupBy('p.application_id')
    .select(
      'p.application_id',
      db.raw('count(distinct c.id) as commits'),
      db.raw(
        `count(distinct case when p.engine_id is not null and ${contains(
          'e',
        )} then c.id end) as seen`,
      ),
      db.raw('min(coalesce(c.landed_at, c.order_seconds)) as since'),
    );
  return new Map(
    rows.map(row => [
      row.application_id,
      {
        commits: Number(row.commits),
        seenByEngine: Number(row.seen),
        since: row.since === null ? undefined : Number(row.since),
      },
    ]),
  );
}
