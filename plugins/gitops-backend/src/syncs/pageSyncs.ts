import { Knex } from 'knex';
import { SyncRow } from './rows';

/** The place of a sync, newest first. */
export interface SyncPosition {
  /** ISO 8601 */
  at: string;
  id: string;
}

/** One page of the syncs of these applications, newest first. */
export async function pageSyncs(
  db: Knex,
  query: { applicationIds: string[]; limit: number; after?: SyncPosition },
): Promise<{ rows: SyncRow[]; next?: SyncPosition }> {
  const { applicationIds, limit, after } = query;
  const page = db<SyncRow>('syncs')
    .whereIn('application_id', applicationIds)
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (after) page.whereRaw('(at, id) < (?, ?)', [after.at, after.id]);
  const rows = await page;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    next: last && { at: last.at, id: last.id },
  };
}
