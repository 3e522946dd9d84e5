import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';

export type Value = number | string | boolean | null;
/** Name to type, in the order of the rows' values. */
export type Columns = Readonly<
  Record<string, 'integer' | 'bigint' | 'boolean' | 'text'>
>;

/** Rows to select from, as one parameter whatever their count. */
export function jsonRows(
  db: Knex,
  columns: Columns,
  rows: ReadonlyArray<readonly Value[]>,
): Knex.Raw {
  const postgres = isPostgres(db);
  const values = Object.entries(columns).map(([name, type], index) =>
    postgres
      ? `(value->>${index})::${type} as ${name}`
      : `value->>${index} as ${name}`,
  );
  const source = postgres ? 'jsonb_array_elements(?::jsonb)' : 'json_each(?)';
  return db.raw(`select ${values.join(', ')} from ${source}`, [
    JSON.stringify(rows),
  ]);
}
