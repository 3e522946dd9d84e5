import { Knex } from 'knex';
import { whereIn } from '../store/whereIn';
import { closeAlerts } from './closeAlerts';
import { AlertRow } from './rows';

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
    .select('a.id', 'b.entity_ref', 'b.confirmed');
  await tx(tx.raw('alert_entities (alert_id, entity_ref, confirmed)'))
    .insert(whereIn(bound, tx, 'a.application_id', applicationIds))
    .onConflict(['alert_id', 'entity_ref'])
    .merge(['confirmed']);
  const open: string[] = await whereIn(
    tx<AlertRow>('alerts').where({ status: 'open' }).pluck('id'),
    tx,
    'application_id',
    applicationIds,
  );
  await closeAlerts(tx, open, { end: { how: 'removed' }, at });
}
