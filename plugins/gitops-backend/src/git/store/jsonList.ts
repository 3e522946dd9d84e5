import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';

/**
 * SQL: what a subquery finds as one text, a list of lists for `JSON.parse`. Where it finds
 * nothing that is an empty list, on PostgreSQL null.
 */
export function jsonList(
  db: Knex,
  columns: readonly string[],
  subquery: Knex.QueryBuilder,
): Knex.QueryBuilder {
  const values = columns.join(', ');
  return subquery.select(
    db.raw(
      isPostgres(db)
        ? `json_agg(json_build_array(${values}))::text`
        : `json_group_array(json_array(${values}))`,
    ),
  );
}
