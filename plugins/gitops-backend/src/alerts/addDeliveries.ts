import { Knex } from 'knex';
import { chunks } from '../git/store/chunks';
import { CHANNELS, DeliveryRow, Told } from './rows';

/** Leaves word that these alerts are to be told of, on every channel. */
export async function addDeliveries(
  tx: Knex,
  alertIds: string[],
  what: Told,
  at: string,
): Promise<void> {
  const rows = alertIds.flatMap(alertId =>
    CHANNELS.map(channel => ({
      alert_id: alertId,
      what,
      channel,
      due_at: at,
      attempts: 0,
    })),
  );
  for (const chunk of chunks(rows)) {
    await tx<DeliveryRow>('alert_deliveries').insert(chunk);
  }
}
