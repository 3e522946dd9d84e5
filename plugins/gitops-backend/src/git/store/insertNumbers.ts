import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { chunks } from './chunks';

/** Rows in one statement; they are one parameter, whatever their number. */
const ROWS = 5_000;

/**
 * Inserts rows of numbers (booleans as 0 and 1), many times as fast as one
 * parameter for each value.
 *
 * @param columns - name to type, in the order of the rows' values
 */
export async function insertNumbers(
  tx: Knex.Transaction,
  table: string,
  columns: Readonly<Record<string, 'integer' | 'bigint' | 'boolean'>>,
  rows: Iterable<readonly number[]>,
): Promise<void> {
  const postgres = isPostgres(tx);
  const names = Object.keys(columns);
  const values = Object.values(columns).map((type, index) => {
    if (!postgres) return `json_extract(value, '$[${index}]')`;
    const number = `(value->>${index})::${
      type === 'bigint' ? type : 'integer'
    }`;
    return type === 'boolean' ? `${number}::boolean` : number;
  });
  const source = postgres ? 'jsonb_array_elements(?::jsonb)' : 'json_each(?)';
  const sql = `insert into ?? (${names.map(() => '??').join(', ')})
    select ${values.join(', ')} from ${source}`;
  for (const chunk of chunks(rows, ROWS)) {
    await tx.raw(sql, [table, ...names, JSON.stringify(chunk)]);
  }
}
