import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

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
  const list = isPostgres(db)
    ? 'select jsonb_array_elements_text(?::jsonb)'
    : 'select value from json_each(?)';
  query.whereRaw(`?? in (${list})`, [column, JSON.stringify([...values])]);
  return query;
}
