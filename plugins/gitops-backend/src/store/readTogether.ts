import { Knex } from 'knex';
import { isPostgres } from './isPostgres';

/**
 * Runs several reads as of one moment: what is written meanwhile shows in all of
 * them or in none. Not to be called within a transaction; SQLite has one connection.
 */
export function readTogether<T>(
  db: Knex,
  read: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  // SQLite always reads so, and warns of levels.
  return isPostgres(db)
    ? db.transaction(read, {
        isolationLevel: 'repeatable read',
        readOnly: true,
      })
    : db.transaction(read);
}
