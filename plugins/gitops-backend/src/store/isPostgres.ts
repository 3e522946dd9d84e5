import { Knex } from 'knex';

/** Whether it is PostgreSQL; otherwise it is SQLite. */
export function isPostgres(db: Knex): boolean {
  return String(db.client.config.client).startsWith('pg');
}
