import { Knex } from 'knex';

/** The SQL statements that the work within costs. */
export async function statements(
  db: Knex,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const seen: string[] = [];
  const listener = ({ sql }: { sql: string }) => seen.push(sql);
  db.on('query', listener);
  try {
    await work();
  } finally {
    db.off('query', listener);
  }
  return seen;
}
