import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { chunks } from './chunks';

type Value = number | string | boolean | null;
type ColumnType = 'integer' | 'bigint' | 'boolean' | 'text';

/** Rows in one statement; they are one parameter, whatever their number. */
const ROWS = 1_000;

/** SQL: rows of JSON, one parameter, as a table `v` of typed columns. */
export function jsonRows(
  tx: Knex,
  columns: Readonly<Record<string, ColumnType>>,
  rows: ReadonlyArray<readonly Value[]>,
): Knex.Raw {
  const postgres = isPostgres(tx);
  const values = Object.entries(columns).map(([name, type], index) =>
    postgres
      ? `(value->>${index})::${type} as ${name}`
      : `value->>${index} as ${name}`,
  );
  const source = postgres ? 'jsonb_array_elements(?::jsonb)' : 'json_each(?)';
  return tx.raw(`(select ${values.join(', ')} from ${source}) as v`, [
    JSON.stringify(rows),
  ]);
}

/**
 * Inserts rows, many times as fast as with one parameter for each value. Those
 * that are there already stay as they are.
 *
 * @param columns - name to type, in the order of the rows' values
 */
export async function insertRows(
  tx: Knex.Transaction,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const names = Object.keys(columns);
  const into = `insert into ?? (${names.map(() => '??').join(', ')})`;
  for (const chunk of chunks(rows, ROWS)) {
    // SQLite works on this thread: whatever else there is to do has its turn.
    await setImmediate();
    await tx.raw(`${into} select * from ? where true on conflict do nothing`, [
      table,
      ...names,
      jsonRows(tx, columns, chunk),
    ]);
  }
}
