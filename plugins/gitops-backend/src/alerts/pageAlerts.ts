import { Knex } from 'knex';
import { BindingRow } from '../store/rows';
import { whereIn } from '../store/whereIn';
import { AlertEntityRow, AlertRow, StoredAlert, toAlerts } from './rows';

export interface AlertPageQuery {
  status: StoredAlert['status'];
  /** Of applications that belong, or belonged at their end, to one of these; all when absent. */
  entityRefs?: Iterable<string>;
  limit: number;
  after?: AlertPosition;
}

export interface AlertPosition {
  /** ISO 8601 */
  openedAt: string;
  id: string;
}

export interface AlertPage {
  items: StoredAlert[];
  totalItems: number;
  next?: AlertPosition;
}

/** One page, those that opened last first, and the count of all that match; two statements. */
export async function pageAlerts(
  db: Knex,
  query: AlertPageQuery,
): Promise<AlertPage> {
  const { limit, after } = query;
  const [{ total }] = await matching(db, query).count({ total: '*' });
  const page = matching(db, query)
    .select('*')
    .orderBy([
      { column: 'opened_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (after) {
    page.whereRaw('(opened_at, id) < (?, ?)', [after.openedAt, after.id]);
  }
  const rows: AlertRow[] = await page;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap(toAlerts),
    totalItems: Number(total),
    next: last && { openedAt: last.opened_at, id: last.id },
  };
}

function matching(
  db: Knex,
  { status, entityRefs }: AlertPageQuery,
): Knex.QueryBuilder {
  const builder = db<AlertRow>('alerts').where({ status });
  if (!entityRefs) return builder;
  const refs = [...entityRefs];
  const bound = db<BindingRow>('application_bindings').select('application_id');
  const wasBound = db<AlertEntityRow>('alert_entities').select('alert_id');
  const removed = db<AlertEntityRow>('alert_entities').whereRaw(
    'alert_id = alerts.id',
  );
  return builder.where(either =>
    either
      .where(present =>
        present
          .whereIn('application_id', whereIn(bound, db, 'entity_ref', refs))
          // Another of the same name may belong to others.
          .whereNotExists(removed),
      )
      .orWhereIn('id', whereIn(wasBound, db, 'entity_ref', refs)),
  );
}
