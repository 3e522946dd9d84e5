import { Knex } from 'knex';
import { whereBelongs } from './boundTo';
import { isPostgres } from './isPostgres';
import {
  ApplicationFilter,
  matchingApplications,
  STATE,
} from './matchingApplications';

/** So many of the applications have this value. */
export interface ValueCount {
  value: string;
  count: number;
}

/** How many match by each value of a column, most frequent first; no value is not counted. */
export async function countByColumn(
  db: Knex,
  column: 'environment' | 'engine' | 'instance',
  filter: ApplicationFilter,
): Promise<ValueCount[]> {
  return counted(
    matchingApplications(db, filter)
      .whereNotNull(column)
      .select({ value: column })
      .count({ count: '*' })
      .groupBy(column),
  );
}

/** How many match by what is said of them first. */
export async function countByState(
  db: Knex,
  filter: ApplicationFilter,
): Promise<ValueCount[]> {
  return counted(
    matchingApplications(db, filter)
      .select({ value: db.raw(STATE) })
      .count({ count: '*' })
      .groupByRaw('1'),
  );
}

/**
 * How many match by each value that the entities they belong to have, most
 * frequent first.
 */
export async function countByEntityValue(
  db: Knex,
  values: Array<{ entityRef: string; value: string }>,
  filter: ApplicationFilter,
): Promise<ValueCount[]> {
  const rows = isPostgres(db)
    ? `select p->>0 as entity_ref, p->>1 as value from jsonb_array_elements(?::jsonb) as p`
    : `select value->>0 as entity_ref, value->>1 as value from json_each(?)`;
  const pairs = values.map(({ entityRef, value }) => [entityRef, value]);
  const matching = matchingApplications(db, filter);
  return counted(
    whereBelongs(matching, db, 'application_id', 'b')
      .join('application_bindings as b', 'b.application_id', 'applications.id')
      .joinRaw(`join (${rows}) as v on v.entity_ref = b.entity_ref`, [
        JSON.stringify(pairs),
      ])
      .select('v.value')
      .countDistinct({ count: 'applications.id' })
      .groupBy('v.value'),
  );
}

async function counted(query: Knex.QueryBuilder): Promise<ValueCount[]> {
  const rows: Array<{ value: string; count: string | number }> = await query;
  return rows
    .map(({ value, count }) => ({ value, count: Number(count) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
