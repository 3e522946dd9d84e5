import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isPostgres } from './isPostgres';
import { keepPrepared } from './sqliteConnection';

/** The database, brought to the present schema unless migrations are skipped. */
export async function migrate(database: DatabaseService): Promise<Knex> {
  const db = await database.getClient();
  if (!database.migrations?.skip) {
    await db.migrate.latest({ directory: migrationsDirectory() });
  }
  if (!isPostgres(db)) await keepPrepared(db);
  return db;
}

export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@backstage-gitops/plugin-gitops-backend',
    'migrations',
  );
}
