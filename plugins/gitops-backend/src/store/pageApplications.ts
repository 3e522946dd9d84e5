import { Knex } from 'knex';
import {
  ApplicationRow,
  BindingRow,
  StoredApplication,
  StoredColumns,
  toStored,
} from './rows';
import { whereIn } from './whereIn';

export interface PageQuery {
  engine?: string;
  instance?: string;
  environment?: string;
  divergence?: string;
  /** Bound to one of these; all applications when absent. */
  visibleTo?: string[];
  limit: number;
  after?: PagePosition;
}

export interface PagePosition {
  name: string;
  id: string;
}

export interface ApplicationPage {
  items: StoredApplication[];
  totalItems: number;
  next?: PagePosition;
}

/** One page of the fleet by name, and the count of all that match; two statements. */
export async function pageApplications(
  db: Knex,
  query: PageQuery,
): Promise<ApplicationPage> {
  const { limit, after } = query;
  const [{ total }] = await matching(db, query).count({ total: '*' });
  const page = matching(db, query)
    .select('id', 'name', 'record', 'environment', 'version', 'changed_at')
    .orderBy(['name', 'id'])
    .limit(limit + 1);
  if (after) page.whereRaw('(name, id) > (?, ?)', [after.name, after.id]);
  const rows: Array<StoredColumns & PagePosition> = await page;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap(toStored),
    totalItems: Number(total),
    next: last && { name: last.name, id: last.id },
  };
}

function matching(db: Knex, query: PageQuery): Knex.QueryBuilder {
  const { engine, instance, environment, divergence, visibleTo } = query;
  const builder = db<ApplicationRow>('applications');
  const equal = { engine, instance, environment, divergence };
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) builder.where(column, value);
  }
  if (visibleTo) {
    const bound = db<BindingRow>('application_bindings').select(
      'application_id',
    );
    builder.whereIn('id', whereIn(bound, db, 'entity_ref', visibleTo));
  }
  return builder;
}
