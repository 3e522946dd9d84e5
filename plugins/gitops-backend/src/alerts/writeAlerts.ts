import { Knex } from 'knex';
import { alertChange, AlertContent, WrittenLook } from './alertChange';
import { closeAlerts } from './closeAlerts';
import { openRows } from './listOpenAlerts';
import { columnsOf, openAlert } from './openAlert';
import { AlertRow, toAlerts } from './rows';

/**
 * Brings alerts in line with applications that were just written in the same
 * transaction, and leaves in it what is to be told of that: a crash loses nothing
 * and repeats nothing.
 */
export async function writeAlerts(
  tx: Knex,
  looks: WrittenLook[],
): Promise<void> {
  if (looks.length === 0) return;
  const rows = await openRows(
    tx,
    looks.map(({ record }) => record.id),
  );
  const open = new Map(rows.map(row => [row.application_id, row]));
  for (const look of looks) {
    const row = open.get(look.record.id);
    const change = alertChange(row && readable(row), look);
    if (change.type === 'open') await openAlert(tx, change.content, look.at);
    if (!row) continue;
    if (change.type === 'update') {
      await tx<AlertRow>('alerts')
        .where({ id: row.id })
        .update(columnsOf(change.content));
    }
    if (change.type === 'close') {
      await closeAlerts(tx, [row.id], { end: change.end, at: look.at });
    }
  }
}

function readable(row: AlertRow): Partial<AlertContent> {
  const alert = toAlerts(row).at(0);
  return alert ? { application: alert.application, drift: alert.drift } : {};
}
