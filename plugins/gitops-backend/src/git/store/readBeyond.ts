import { Knex } from 'knex';
import { jsonRows } from './jsonRows';
import { Position } from './positions';
import { pairKey } from './readRelations';

/**
 * Tells of each source whether what is deployed contains any commit that Git's revision
 * does not: mostly it does not, being merely older.
 */
export async function readBeyond(
  db: Knex,
  positions: readonly Position[],
): Promise<(position: Position) => boolean> {
  const pairs = new Map<string, [number, number]>();
  for (const { tip_id: tip, deployed_id: deployed } of positions) {
    if (tip === null || deployed === null || tip === deployed) continue;
    pairs.set(pairKey(tip, deployed), [tip, deployed]);
  }
  const beyond = new Set<string>();
  for (const row of await readPairs(db, [...pairs.values()])) {
    beyond.add(pairKey(row.tip_id, row.deployed_id));
  }
  return ({ tip_id: tip, deployed_id: deployed }) =>
    deployed !== null && (tip === null || beyond.has(pairKey(tip, deployed)));
}

async function readPairs(
  db: Knex,
  pairs: Array<[number, number]>,
): Promise<Array<{ tip_id: number; deployed_id: number }>> {
  if (pairs.length === 0) return [];
  /** What one of them says of a commit, and the other one otherwise. */
  const differs = (one: string, says: string, other: string, but: string) =>
    `exists (select 1 from git_revision_commits as m
      join git_commits as c on c.id = m.commit_id
      left join git_revision_commits as o
        on o.revision_id = pair.${other} and o.commit_id = m.commit_id
      where m.revision_id = pair.${one} and ${says}
        and ${but} coalesce(o.contained, c.on_trunk))`;
  return db
    .with(
      'pair',
      jsonRows(db, { tip_id: 'integer', deployed_id: 'integer' }, pairs),
    )
    .from('pair')
    .whereRaw(differs('deployed_id', 'm.contained', 'tip_id', 'not'))
    .orWhereRaw(differs('tip_id', 'not m.contained', 'deployed_id', ''))
    .select('tip_id', 'deployed_id');
}
