import { Knex } from 'knex';
import { whereIn } from '../store/whereIn';
import { SyncRow } from './rows';
import { SyncChange } from './syncChange';

/** A sync of which the history does not say how it ended. */
type OpenRow = Pick<SyncRow, 'id' | 'application_id' | 'uid' | 'key' | 'phase'>;

/**
 * Brings what the history holds as open in line with what engines remember now, however
 * long ago it was written and by whom: what ended under another key takes that key, and
 * what is not remembered any more is not known to end. Before the news are written.
 */
export async function settleOpen(
  tx: Knex,
  changes: Array<SyncChange & { applicationId: string }>,
): Promise<void> {
  const byId = new Map(changes.map(each => [each.applicationId, each]));
  for (const row of await readOpen(tx, [...byId.keys()])) {
    const change = byId.get(row.application_id);
    if (change) await settle(tx, row, change);
  }
}

async function readOpen(tx: Knex, ids: string[]): Promise<OpenRow[]> {
  const rows = tx<SyncRow>('syncs').whereIn('phase', ['Running', 'Unknown']);
  return whereIn(rows, tx, 'application_id', ids).select(
    'id',
    'application_id',
    'uid',
    'key',
    'phase',
  );
}

async function settle(
  tx: Knex,
  { id, application_id, uid, key, phase }: OpenRow,
  change: SyncChange,
): Promise<void> {
  const told = uid === change.uid ? change.told : [];
  if (told.some(sync => sync.key === key)) return;
  const row = tx<SyncRow>('syncs').where({ id });
  const isIt = ({ formerKey }: SyncChange['told'][number]) => formerKey === key;
  if (!told.some(isIt)) {
    if (phase === 'Running') await row.update({ phase: 'Unknown' });
    return;
  }
  const ends = change.news.filter(isIt).map(sync => sync.key);
  const there = await tx<SyncRow>('syncs')
    .where({ application_id, uid })
    .whereIn('key', ends)
    .pluck('key');
  const end = ends.find(each => !there.includes(each));
  // Its end may be there: of another process, or because it was the same again.
  if (end === undefined) await row.delete();
  else await row.update({ key: end });
}
