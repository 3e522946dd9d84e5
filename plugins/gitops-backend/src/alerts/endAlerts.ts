import { Knex } from 'knex';
import { whereIn } from '../store/whereIn';
import { closeAlerts } from './closeAlerts';
import { AlertEntityRow, AlertRow } from './rows';

/**
 * Ends the alerts of applications that are removed in the same transaction, and
 * keeps to whom these belonged. Their bindings must be there still.
 */
export async function endAlerts(
  tx: Knex,
  applicationIds: string[],
  at: string,
): Promise<void> {
  const bound = tx('alerts as a')
    .join('application_bindings as b', 'b.application_id', 'a.application_id')
    .select('a.id', 'b.entity_ref', 'b.confirmed')
    // Those of one of the same name that was removed before stay as they are.
    .whereNotExists(
      tx<AlertEntityRow>('alert_entities as e').whereRaw('e.alert_id = a.id'),
    );
  await tx(tx.raw('alert_entities (alert_id, entity_ref, confirmed)'))
    .insert(whereIn(bound, tx, 'a.application_id', applicationIds))
    .onConflict(['alert_id', 'entity_ref'])
    .ignore();
  const open: string[] = await whereIn(
    tx<AlertRow>('alerts').where({ status: 'open' }).pluck('id'),
    tx,
    'application_id',
    applicationIds,
  );
  await closeAlerts(tx, open, { end: { how: 'removed' }, at });
}
