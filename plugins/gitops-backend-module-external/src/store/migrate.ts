import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Beside those of the plugin, whose database it is. */
export const migrations = {
  directory: resolvePackagePath(
    '@backstage-gitops/plugin-gitops-backend-module-external',
    'migrations',
  ),
  tableName: 'gitops_external_migrations',
};

/** The plugin's database with the tables of reports, unless migrations are skipped. */
export async function migrate(database: DatabaseService): Promise<Knex> {
  const db = await database.getClient();
  if (!database.migrations?.skip) await db.migrate.latest(migrations);
  return db;
}
