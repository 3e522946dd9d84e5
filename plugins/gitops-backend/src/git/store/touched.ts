import { Knex } from 'knex';
import { isPostgres } from '../../store/isPostgres';
import { counts } from './counts';

/** SQL: the id of a path that `joinTouched` has joined. */
export const TOUCHED_ID = 'cast(touched.value as integer)';

/** Joins the paths that each commit `c` touches. */
export function joinTouched(
  query: Knex.QueryBuilder,
  db: Knex,
): Knex.QueryBuilder {
  return query.joinRaw(
    isPostgres(db)
      ? 'cross join lateral jsonb_array_elements_text(c.path_ids::jsonb) as touched(value)'
      : 'cross join json_each(c.path_ids) as touched',
  );
}

/** Joins the inputs `i` that the touched paths of `c` count for. */
export function joinCounting(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.joinRaw(
    `join git_inputs as i on i.path_id = ${TOUCHED_ID} and ${counts('i', 'c')}`,
  );
}
