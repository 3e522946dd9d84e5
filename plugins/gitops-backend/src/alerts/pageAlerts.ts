import { Knex } from 'knex';
import { BoundTo, boundTo } from '../store/boundTo';
import { AlertEntityRow, AlertRow, StoredAlert, toAlerts } from './rows';

export interface AlertPageQuery {
  status: StoredAlert['status'];
  /** Of applications that are, or were at their end, bound so; all when absent. */
  boundTo?: BoundTo;
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
  { status, boundTo: bound }: AlertPageQuery,
): Knex.QueryBuilder {
  const builder = db<AlertRow>('alerts').where({ status });
  if (!bound) return builder;
  const removed = db<AlertEntityRow>('alert_entities').whereRaw(
    'alert_id = alerts.id',
  );
  return builder.where(either =>
    either
      .where(present =>
        present
          .whereIn('application_id', boundTo(db, 'application_id', bound))
          // Another of the same name may belong to others.
          .whereNotExists(removed),
      )
      .orWhereIn('id', boundTo(db, 'alert_id', bound)),
  );
}
