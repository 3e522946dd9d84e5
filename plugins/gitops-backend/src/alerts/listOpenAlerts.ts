import { Knex } from 'knex';
import { whereIn } from '../store/whereIn';
import { AlertRow, StoredAlert, toAlerts } from './rows';

/** The open alerts of these applications, by application id; one statement. */
export async function listOpenAlerts(
  db: Knex,
  applicationIds: string[],
): Promise<Map<string, StoredAlert>> {
  const alerts = (await openRows(db, applicationIds)).flatMap(toAlerts);
  return new Map(alerts.map(alert => [alert.application.id, alert]));
}

/** The same as they are kept, also what an earlier release wrote in another shape. */
export async function openRows(
  db: Knex,
  applicationIds: string[],
): Promise<AlertRow[]> {
  return whereIn(
    db<AlertRow>('alerts').where({ status: 'open' }).select('*'),
    db,
    'application_id',
    applicationIds,
  );
}
