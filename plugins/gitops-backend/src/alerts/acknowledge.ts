import { Acknowledgement } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { AlertRow, StoredAlert, toAlerts } from './rows';

/** Writes it to the alert, in place of any before; undefined where that is not open. */
export async function acknowledge(
  db: Knex,
  id: string,
  { by, at, note }: Acknowledgement,
): Promise<StoredAlert | undefined> {
  const rows = await db<AlertRow>('alerts')
    .where({ id, status: 'open' })
    .update({ acknowledged_by: by, acknowledged_at: at, note: note ?? null })
    .returning('*');
  return rows.flatMap(toAlerts).at(0);
}
