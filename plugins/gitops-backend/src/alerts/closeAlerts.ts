import { Knex } from 'knex';
import { whereIn } from '../store/whereIn';
import { addDeliveries } from './addDeliveries';
import { AlertEnding } from './alertChange';
import { AlertRow } from './rows';

/** Closes those of the alerts that are open. */
export async function closeAlerts(
  tx: Knex,
  ids: string[],
  { end, at }: { end: AlertEnding; at: string },
): Promise<void> {
  const closed: Array<Pick<AlertRow, 'id'>> = await whereIn(
    tx<AlertRow>('alerts').where({ status: 'open' }),
    tx,
    'id',
    ids,
  )
    .update({ status: 'closed', closed_at: at, ending: JSON.stringify(end) })
    .returning('id');
  await addDeliveries(
    tx,
    closed.map(({ id }) => id),
    'closed',
    at,
  );
}
