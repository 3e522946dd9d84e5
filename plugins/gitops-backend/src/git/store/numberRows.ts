import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';

/**
 * Rows of numbers to select from, as one parameter whatever their count.
 *
 * @param columns - name to type, in the order of the rows' values
 */
export function numberRows(
  db: Knex,
  columns: Readonly<Record<string, 'integer' | 'bigint'>>,
  rows: ReadonlyArray<ReadonlyArray<number | null>>,
): Knex.Raw {
  const postgres = isPostgres(db);
  const values = Object.entries(columns).map(([name, type], index) =>
    postgres
      ? `(v->>${index})::${type} as ${name}`
      : `value->>${index} as ${name}`,
  );
  const source = postgres
    ? 'jsonb_array_elements(?::jsonb) as v'
    : 'json_each(?)';
  return db.raw(`select ${values.join(', ')} from ${source}`, [
    JSON.stringify(rows),
  ]);
}
