import { Knex } from 'knex';
import { isPostgres } from '../store/isPostgres';

/** The database's own time at this statement, in milliseconds: replicas' clocks differ. */
export function databaseNow(db: Knex): Knex.Raw {
  return db.raw(
    isPostgres(db)
      ? '(extract(epoch from clock_timestamp()) * 1000)::bigint'
      : "cast(unixepoch('subsec') * 1000 as integer)",
  );
}
