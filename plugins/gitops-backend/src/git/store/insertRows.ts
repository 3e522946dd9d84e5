import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { withSqlite } from '../../store/sqliteConnection';
import { chunks } from './chunks';
import { Columns, jsonRows, Value } from './jsonRows';

type Rows = Iterable<readonly Value[]>;

/** In one statement, of which they are one parameter. */
const ROWS = 4_000;
/** On SQLite, before whatever else there is to do has its turn: about 2 ms. */
const ROWS_IN_TURN = 250;

/**
 * Inserts rows, many times as fast as knex does. Those that are there already stay as
 * they are.
 */
export async function insertRows(
  tx: Knex.Transaction,
  table: string,
  columns: Columns,
  rows: Rows,
): Promise<void> {
  if (!isPostgres(tx)) {
    await insertEach(tx, table, columns, rows);
    return;
  }
  const names = Object.keys(columns);
  const into = `insert into ?? (${names.map(() => '??').join(', ')})`;
  for (const chunk of chunks(rows, ROWS)) {
    await tx.raw(
      `${into} select * from (?) as v where true on conflict do nothing`,
      [table, ...names, jsonRows(tx, columns, chunk)],
    );
  }
}

/** SQLite takes them fastest one by one, by a statement that is prepared once. */
async function insertEach(
  tx: Knex.Transaction,
  table: string,
  columns: Columns,
  rows: Rows,
): Promise<void> {
  const names = Object.keys(columns);
  const booleans = names.flatMap((name, index) =>
    columns[name] === 'boolean' ? [index] : [],
  );
  await withSqlite(tx, async connection => {
    const insert = connection.prepare(
      `insert into ${table} (${names.join(', ')})
        values (${names.map(() => '?').join(', ')}) on conflict do nothing`,
    );
    let left = ROWS_IN_TURN;
    for (const row of rows) {
      if (left === 0) {
        await setImmediate();
        left = ROWS_IN_TURN;
      }
      const values = [...row];
      // SQLite has none.
      for (const index of booleans) values[index] = Number(values[index]);
      insert.run(values);
      left -= 1;
    }
  });
}
