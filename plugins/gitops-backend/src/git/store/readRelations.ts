import { Knex } from 'knex';
import { contains, joinRevision } from './containment';
import { positions } from './positions';

/** How many commits each of two revisions has that the other has not. */
export interface RevisionCounts {
  ahead: number;
  behind: number;
}

export function pairKey(tipId: number, deployedId: number): string {
  return `${tipId}:${deployedId}`;
}

/** Counts for each pair of Git's and the deployed revision; none for equal ones. */
export async function readRelations(
  db: Knex,
  applicationIds: readonly string[],
): Promise<Map<string, RevisionCounts>> {
  const query = db
    .with('p', positions(db, applicationIds))
    .with(
      'pair',
      db('p')
        .distinct('tip_id', 'deployed_id')
        .whereNotNull('tip_id')
        .whereNotNull('deployed_id')
        .whereRaw('tip_id <> deployed_id'),
    )
    .from('pair')
    .join('git_revision_commits as m', join => {
      join.on(db.raw('m.revision_id in (pair.tip_id, pair.deployed_id)'));
    })
    .join('git_commits as c', 'c.id', 'm.commit_id');
  joinRevision(query, 't', 'pair.tip_id');
  joinRevision(query, 'd', 'pair.deployed_id');
  const only = (one: 't' | 'd', other: 't' | 'd') =>
    `count(distinct case when ${contains(one)} and not ${contains(
      other,
    )} then c.id end)`;
  const rows: Array<{
    tip_id: number;
    deployed_id: number;
    ahead: number | string;
    behind: number | string;
  }> = await query
    .groupBy('pair.tip_id', 'pair.deployed_id')
    .select(
      'pair.tip_id',
      'pair.deployed_id',
      db.raw(`${only('t', 'd')} as ahead`),
      db.raw(`${only('d', 't')} as behind`),
    );
  return new Map(
    rows.map(row => [
      pairKey(row.tip_id, row.deployed_id),
      { ahead: Number(row.ahead), behind: Number(row.behind) },
    ]),
  );
}
