import { Binding } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listBindings } from '../store/listByEntities';
import { whereIn } from '../store/whereIn';
import { AlertEntityRow, StoredAlert } from './rows';

/**
 * To whom the applications of these alerts belong, by alert id; for one that was
 * removed, to whom it belonged then, whosever another of its name is now. Two
 * statements.
 */
export async function bindingsOfAlerts(
  db: Knex,
  alerts: StoredAlert[],
): Promise<Map<string, Binding[]>> {
  const live = await listBindings(
    db,
    alerts.map(({ application }) => application.id),
  );
  const rows: AlertEntityRow[] = await whereIn(
    db<AlertEntityRow>('alert_entities').select('*').orderBy('entity_ref'),
    db,
    'alert_id',
    alerts.map(({ id }) => id),
  );
  const belonged = new Map<string, Binding[]>();
  for (const { alert_id, entity_ref: entityRef, confirmed } of rows) {
    const list = belonged.get(alert_id) ?? [];
    list.push({ entityRef, confirmed: Boolean(confirmed) });
    belonged.set(alert_id, list);
  }
  return new Map(
    alerts.map(({ id, application }) => [
      id,
      belonged.get(id) ?? live.get(application.id) ?? [],
    ]),
  );
}
