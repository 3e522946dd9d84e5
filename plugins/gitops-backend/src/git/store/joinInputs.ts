import { Knex } from 'knex';

/** Joins the inputs `i` of the sources `alias`, with the commits `cp` that touch them. */
export function joinInputs(
  query: Knex.QueryBuilder,
  alias: 'p' | 's',
): Knex.QueryBuilder {
  return query
    .join('git_inputs as i', join => {
      join
        .on('i.application_id', `${alias}.application_id`)
        .on('i.position', `${alias}.position`);
    })
    .joinRaw(
      `join git_commit_paths as cp on cp.path_id = i.path_id and ${counts(
        'i',
        'cp',
      )}`,
    );
}

/** SQL: what touches a path `cp` counts for an input `i`, which may have ended. */
export function counts(input: string, path: string): string {
  return `(${input}.until is null or ${path}.ordinal < ${input}.until)`;
}
