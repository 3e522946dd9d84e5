import { Knex } from 'knex';

/**
 * `column in (values)` with one bound parameter, so that thousands of values
 * neither meet a driver's limit nor make a new statement for each count.
 */
export function whereIn<T extends Knex.QueryBuilder>(
  query: T,
  db: Knex,
  column: string,
  values: Iterable<string>,
): T {
  const isPostgres = String(db.client.config.client).startsWith('pg');
  const list = isPostgres
    ? 'select jsonb_array_elements_text(?::jsonb)'
    : 'select value from json_each(?)';
  query.whereRaw(`?? in (${list})`, [column, JSON.stringify([...values])]);
  return query;
}
