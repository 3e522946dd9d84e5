import { Knex } from 'knex';

/** Joins what a revision says of commit `c`, under an alias; see `rows.ts`. */
export function joinRevision(
  query: Knex.QueryBuilder,
  alias: string,
  revisionColumn: string,
): Knex.QueryBuilder {
  return query.leftJoin(`git_revision_commits as ${alias}`, join => {
    join
      .on(`${alias}.revision_id`, revisionColumn)
      .on(`${alias}.commit_id`, 'c.id');
  });
}

/** SQL: the revision joined as `alias` contains commit `c`. */
export function contains(alias: 't' | 'd' | 'e'): string {
  return `coalesce(${alias}.contained, c.on_trunk)`;
}
