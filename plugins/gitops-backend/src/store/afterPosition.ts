import { Knex } from 'knex';

/** One of the columns, none of them null, that rows are sorted by. */
export interface SortKey<C extends string> {
  column: C;
  order: 'asc' | 'desc';
}

/**
 * The condition for rows that come after a position, whatever the directions. Of
 * each column it asks `>=` first, so that an index can begin there.
 */
export function afterPosition<C extends string>(
  [{ column, order }, ...rest]: SortKey<C>[],
  position: Record<C, string | number>,
): Knex.QueryCallback {
  const beyond = order === 'asc' ? '>' : '<';
  const value = position[column];
  return where => {
    if (rest.length === 0) {
      where.where(column, beyond, value);
      return;
    }
    where
      .where(column, `${beyond}=`, value)
      .where(either =>
        either
          .where(column, beyond, value)
          .orWhere(afterPosition(rest, position)),
      );
  };
}
