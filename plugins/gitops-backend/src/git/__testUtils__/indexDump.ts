import { Knex } from 'knex';

/** What refers to another row, and how that one is told from others. */
const NAMES: Record<string, { table: string; name: string }> = {
  repository_id: { table: 'git_repositories', name: 'key' },
  commit_id: { table: 'git_commits', name: 'sha' },
  path_id: { table: 'git_paths', name: 'path' },
  revision_id: { table: 'git_revisions', name: 'sha' },
};

/** They differ with every run. */
const LEFT_OUT = ['id', 'indexed_at_ms', 'checked_at_ms'];

async function tablesOf(db: Knex, prefix: string): Promise<string[]> {
  const { rows, ...sqlite } = await db.raw(
    String(db.client.config.client).startsWith('pg')
      ? "select tablename as name from pg_tables where schemaname = 'public'"
      : "select name from sqlite_master where type = 'table'",
  );
  const found: Array<{ name: string }> = rows ?? Object.values(sqlite);
  return found
    .map(({ name }) => name)
    .filter(name => name.startsWith(prefix))
    .sort();
}

/** All rows as they are, of the tables whose names begin so. */
export async function allRows(
  db: Knex,
  prefix: string,
): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of await tablesOf(db, prefix)) {
    const rows: object[] = await db(table).select('*');
    dump[table] = rows.map(row => JSON.stringify(row)).sort();
  }
  return dump;
}

/** All rows of the index, but for ids, and for when they were written. */
export async function indexDump(db: Knex): Promise<Record<string, string[]>> {
  const names: Record<string, Map<unknown, unknown>> = {};
  for (const [column, { table, name }] of Object.entries(NAMES)) {
    const rows: Array<Record<string, unknown>> = await db(table).select(
      'id',
      name,
    );
    names[column] = new Map(rows.map(row => [row.id, row[name]]));
  }
  const named = (column: string, value: unknown) => {
    if (column === 'path_ids') {
      const ids: number[] = JSON.parse(String(value));
      return ids.map(id => names.path_id.get(id)).sort();
    }
    return column in names ? names[column].get(value) : value;
  };
  const dump: Record<string, string[]> = {};
  for (const table of await tablesOf(db, 'git_')) {
    const rows: Array<Record<string, unknown>> = await db(table).select('*');
    dump[table] = rows
      .map(row =>
        JSON.stringify(
          Object.entries(row)
            .filter(([column]) => !LEFT_OUT.includes(column))
            .map(([column, value]) => [column, named(column, value)]),
        ),
      )
      .sort();
  }
  return dump;
}
