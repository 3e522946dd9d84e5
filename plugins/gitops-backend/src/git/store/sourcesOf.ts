import { Knex } from 'knex';
import { whereIn } from '../../store/whereIn';
import { NOT_KNOWN } from '../types';

/** SQL: where a source `s` of a parent stands among the sources of its children. */
export const PARENT_POSITION = '(-1 - s.position)';

/**
 * SQL: the revision of a parent's source `s` that application `d` has got; null where
 * it is not known.
 */
export const PARENT_APPLIED = `(case
  when exists (select 1 from git_differing x
    where x.application_id = d.parent_id and x.child_id = d.object_id)
  then s.deployed_revision else s.applied_revision end)`;

/**
 * The sources of applications: their own, from position 0 on, and as -1, -2, … those
 * of the parent that declares them. Of a parent's source the inputs are the files
 * that declare the application, and what is deployed is what the parent has applied; it
 * is `NOT_KNOWN` while the application does not run that yet, or nobody can tell.
 */
export function sourcesOf(
  db: Knex,
  applicationIds: Iterable<string>,
): Knex.QueryBuilder {
  return sourcesWhere(db, narrowTo(db, applicationIds));
}

/** Leaves the rows of some applications, by the column with their ids. */
export type Narrow = (
  query: Knex.QueryBuilder,
  column: string,
) => Knex.QueryBuilder;

export function narrowTo(db: Knex, applicationIds: Iterable<string>): Narrow {
  const ids = [...applicationIds];
  return (query, column) => whereIn(query, db, column, ids);
}

/** The sources of the applications that `narrow` leaves, see `sourcesOf`. */
export function sourcesWhere(db: Knex, narrow: Narrow): Knex.QueryBuilder {
  const shared = [
    's.repository_id',
    's.path',
    's.target',
    's.desired_revision',
  ];
  const own = db('git_sources as s').select(
    's.application_id',
    's.position',
    db.raw('cast(null as varchar(255)) as parent_id'),
    ...shared,
    's.deployed_revision',
    's.inputs_key',
  );
  const declared = db('git_declarations as d')
    .join('git_sources as s', 's.application_id', 'd.parent_id')
    .select(
      'd.application_id',
      db.raw(`${PARENT_POSITION} as position`),
      'd.parent_id',
      ...shared,
      db.raw(
        `coalesce(case when d.in_effect then ${PARENT_APPLIED} end, ?) as deployed_revision`,
        [NOT_KNOWN],
      ),
      // Known once something was found.
      db.raw(
        `case when exists (select 1 from git_inputs i
          where i.application_id = d.application_id
            and i.position = ${PARENT_POSITION}) then s.inputs_key end as inputs_key`,
      ),
    );
  return narrow(own, 's.application_id').unionAll(
    narrow(declared, 'd.application_id'),
  );
}
