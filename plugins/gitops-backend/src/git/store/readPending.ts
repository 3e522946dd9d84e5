import { Knex } from 'knex';
import { contains, joinRevision } from './containment';
import { counts } from './counts';
import { positions } from './positions';

export interface Pending {
  commits: number;
  seenByEngine: number;
  /** Seconds; when the oldest of them reached its branch. */
  since: number | undefined;
  /** Those that no source of the application itself waits for. */
  inParent: number;
  /** Those that the parent's engine has seen, and the parent has not applied. */
  heldByParent: number;
  heldSince: number | undefined;
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
          `i.application_id = p.application_id and i.position = p.position
            and cp.ordinal = c.ordinal and cp.commit_id = c.id
            and ${counts('i', 'cp')}`,
        ),
    );
}

/** Seconds; when a commit reached its branch. */
const LANDED = 'coalesce(c.landed_at, c.order_seconds)';

/** How much waits, per application. Applications with nothing are absent. */
export async function readPending(
  db: Knex,
  applicationIds: readonly string[],
): Promise<Map<string, Pending>> {
  const query = pendingCommits(db, applicationIds);
  joinRevision(query, 'e', 'p.engine_id');
  const seen = `(p.engine_id is not null and ${contains('e')})`;
  const held = `(p.position < 0 and ${seen})`;
  const rows: Array<{
    application_id: string;
    commits: number | string;
    unseen: number | string;
    since: number | string | null;
    own: number | string;
    held: number | string;
    held_since: number | string | null;
  }> = await query
    .groupBy('p.application_id')
    .select(
      'p.application_id',
      db.raw('count(distinct c.id) as commits'),
      db.raw(`count(distinct case when not ${seen} then c.id end) as unseen`),
      db.raw(`min(${LANDED}) as since`),
      db.raw('count(distinct case when p.position >= 0 then c.id end) as own'),
      db.raw(`count(distinct case when ${held} then c.id end) as held`),
      db.raw(`min(case when ${held} then ${LANDED} end) as held_since`),
    );
  return new Map(
    rows.map(row => [
      row.application_id,
      {
        commits: Number(row.commits),
        seenByEngine: Number(row.commits) - Number(row.unseen),
        since: row.since === null ? undefined : Number(row.since),
        inParent: Number(row.commits) - Number(row.own),
        heldByParent: Number(row.held),
        heldSince: row.held_since === null ? undefined : Number(row.held_since),
      },
    ]),
  );
}
