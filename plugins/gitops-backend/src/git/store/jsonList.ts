import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';

/** SQL: what a subquery finds as one text, a list of lists for `JSON.parse`; null or empty where it finds nothing. */
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
