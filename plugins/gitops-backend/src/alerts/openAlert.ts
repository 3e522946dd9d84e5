import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { AlertContent } from './alertChange';
import { addDeliveries } from './addDeliveries';
import { AlertEntityRow, AlertRow, DeliveryRow } from './rows';

/**
 * Opens an alert. One whose end nobody was told of yet is opened again instead,
 * so that what flaps is one alert.
 */
export async function openAlert(
  tx: Knex,
  content: AlertContent,
  at: string,
): Promise<void> {
  const applicationId = content.application.id;
  if (await reopen(tx, applicationId, content)) return;
  const id = randomUUID();
  await tx<AlertRow>('alerts').insert({
    id,
    application_id: applicationId,
    status: 'open',
    ...columnsOf(content),
    opened_at: at,
  });
  await addDeliveries(tx, [id], 'opened', at);
}

/** What an open alert says, as it is written. */
export function columnsOf({
  application,
  drift,
}: AlertContent): Pick<AlertRow, 'application' | 'drift'> {
  return {
    application: JSON.stringify(application),
    drift: JSON.stringify(drift),
  };
}

async function reopen(
  tx: Knex,
  applicationId: string,
  content: AlertContent,
): Promise<boolean> {
  const last = await tx<AlertRow>('alerts')
    .where({ application_id: applicationId, status: 'closed' })
    .orderBy('closed_at', 'desc')
    .first('id');
  if (!last) return false;
  const ofEnd = { alert_id: last.id, what: 'closed' } as const;
  // Locked: whoever is about to tell of the end waits, and then finds nothing.
  const deliveries = await tx<DeliveryRow>('alert_deliveries')
    .where(ofEnd)
    .forUpdate();
  const isTold = deliveries.some(({ attempts }) => attempts > 0);
  if (isTold || deliveries.length === 0) return false;
  await tx<DeliveryRow>('alert_deliveries').where(ofEnd).delete();
  await tx<AlertEntityRow>('alert_entities')
    .where({ alert_id: last.id })
    .delete();
  await tx<AlertRow>('alerts')
    .where({ id: last.id })
    .update({
      status: 'open',
      ...columnsOf(content),
      closed_at: null,
      ending: null,
    });
  return true;
}
