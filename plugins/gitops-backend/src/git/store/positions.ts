import { Knex } from 'knex';
import { Narrow, narrowTo, sourcesWhere } from './sourcesOf';

/** One source of an application with the revisions it stands at. */
export interface Position {
  application_id: string;
  /** Negative where it is the parent's, see `sourcesOf`. */
  position: number;
  /** Whose source it is, where it is the parent's. */
  parent_id: string | null;
  path: string;
  repository_id: number;
  repository_url: string;
  public_id: string;
  inputs_key: string | null;
  deployed_revision: string | null;
  deployed_state: 'known' | 'absent' | 'distant' | null;
  /** What Git says, as an id. */
  tip: string | null;
  /** Of rows in git_revisions whose commits are known; else null. */
  tip_id: number | null;
  deployed_id: number | null;
  engine_id: number | null;
}

/** The positions of applications; also to stand as `p` in larger statements. */
export function positions(
  db: Knex,
  applicationIds: readonly string[],
): Knex.QueryBuilder {
  return positionsWhere(db, narrowTo(db, applicationIds));
}

/** The positions of the applications that `narrow` leaves. */
export function positionsWhere(db: Knex, narrow: Narrow): Knex.QueryBuilder {
  const known = (alias: string, column: string) =>
    function on(this: Knex.JoinClause) {
      this.on(`${alias}.repository_id`, 's.repository_id')
        .on(`${alias}.sha`, column)
        .onVal(`${alias}.state`, 'known');
    };
  return db
    .from(sourcesWhere(db, narrow).as('s'))
    .join('git_repositories as r', 'r.id', 's.repository_id')
    .leftJoin('git_targets as target', join => {
      join
        .on('target.repository_id', 's.repository_id')
        .on('target.target', 's.target');
    })
    .leftJoin('git_revisions as tip', known('tip', 'target.sha'))
    .leftJoin('git_revisions as engine', known('engine', 's.desired_revision'))
    .leftJoin('git_revisions as deployed', join => {
      join
        .on('deployed.repository_id', 's.repository_id')
        .on('deployed.sha', 's.deployed_revision');
    })
    .select(
      's.application_id',
      's.position',
      's.parent_id',
      's.path',
      's.repository_id',
      'r.url as repository_url',
      'r.public_id',
      's.inputs_key',
      's.deployed_revision',
      'deployed.state as deployed_state',
      'target.sha as tip',
      'tip.id as tip_id',
      'engine.id as engine_id',
      db.raw(
        "case when deployed.state = 'known' then deployed.id end as deployed_id",
      ),
    );
}

export async function readPositions(
  db: Knex,
  applicationIds: readonly string[],
): Promise<Position[]> {
  return positions(db, applicationIds).orderBy([
    's.application_id',
    's.position',
  ]);
}

/** Rows of git_revisions: what Git says of these sources, and what is deployed of them. */
export function revisionIdsOf(sources: readonly Position[]): Set<number> {
  const ids = new Set<number>();
  for (const { tip_id: tip, deployed_id: deployed } of sources) {
    if (tip !== null) ids.add(tip);
    if (deployed !== null) ids.add(deployed);
  }
  return ids;
}
