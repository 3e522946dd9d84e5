import { Knex } from 'knex';
import { endAlerts } from '../alerts/endAlerts';
import { isPostgres } from './isPostgres';
import { loseSyncs } from '../syncs/writeSyncs';
import { ApplicationRow } from './rows';
import { whereIn } from './whereIn';

/** Removes applications and what binds them, and ends their alerts, in one transaction. Their syncs are kept. */
export async function removeApplications(
  db: Knex,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction(async tx => {
    // First, so that whoever writes one of them now, with its alert, is waited for.
    await lock(tx, ids);
    await whereIn(tx('applications'), db, 'id', ids).delete();
    await endAlerts(tx, ids, new Date().toISOString());
    await loseSyncs(tx, ids);
    await whereIn(
      tx('application_bindings'),
      db,
      'application_id',
      ids,
    ).delete();
  });
}

/** In the order in which they are written, see `saveApplications`; SQLite has one writer. */
async function lock(tx: Knex, ids: string[]): Promise<void> {
  if (!isPostgres(tx)) return;
  const rows = tx<ApplicationRow>('applications').select('id');
  await whereIn(rows, tx, 'id', ids).orderByRaw('id collate "C"').forUpdate();
}
