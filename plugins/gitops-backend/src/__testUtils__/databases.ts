import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationsDirectory } from '../store/migrate';

/** PostgreSQL where there is one, SQLite always. Call it outside of tests. */
export function testDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
}

/** A database with the plugin's tables. */
export async function migratedDatabase(
  databases: TestDatabases,
  id: ReturnType<TestDatabases['eachSupportedId']>[number][0],
): Promise<Knex> {
  const db = await databases.init(id);
  await db.migrate.latest({ directory: migrationsDirectory() });
  return db;
}
