import { Knex } from 'knex';
import { z } from 'zod';

type Prepare = (sql: string) => { run(values: readonly unknown[]): unknown };

/** What knex has of a SQLite database. */
export interface SqliteConnection {
  prepare: Prepare;
}

const schema = z.custom<SqliteConnection>(
  connection => typeof Object(connection).prepare === 'function',
  'SQLite is reached by the client better-sqlite3 only',
);

/** Runs something with the connection of a SQLite database, or of a transaction there. */
export async function withSqlite<T>(
  db: Knex,
  run: (connection: SqliteConnection) => T | Promise<T>,
): Promise<T> {
  const connection: unknown = await db.client.acquireConnection();
  try {
    return await run(schema.parse(connection));
  } finally {
    await db.client.releaseConnection(connection);
  }
}

/** So many stay prepared; a page takes about 15, a writer as many. */
const MAX_KEPT = 200;

const keeping = new WeakSet<SqliteConnection>();

/** Strings and names; what is left of a `?` stands for a value. */
const QUOTED_OR_VALUE = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\?/g;

/**
 * The same statement, planned once for all values. SQLite plans one anew each time it is
 * run with another value that it may be planned by (https://sqlite.org/c3ref/prepare.html);
 * it does not look behind a sign.
 */
function plannedOnce(sql: string): string {
  return sql.replace(QUOTED_OR_VALUE, part => (part === '?' ? '+?' : part));
}

/**
 * Has SQLite keep what it has prepared and planned. Knex prepares a statement each time
 * it runs, which takes longer than most of them do.
 */
export async function keepPrepared(db: Knex): Promise<void> {
  await withSqlite(db, connection => {
    if (keeping.has(connection)) return;
    keeping.add(connection);
    const prepare = connection.prepare.bind(connection);
    const kept = new Map<string, ReturnType<Prepare>>();
    connection.prepare = sql => {
      const statement = kept.get(sql) ?? prepare(plannedOnce(sql));
      // The one that was used last stands last.
      kept.delete(sql);
      kept.set(sql, statement);
      if (kept.size > MAX_KEPT) {
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      }
      return statement;
    };
  });
}
