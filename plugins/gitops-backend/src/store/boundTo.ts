import { Knex } from 'knex';
import { whereIn } from './whereIn';

/** What is bound to entities: applications, or alerts of removed ones. */
const BINDINGS = {
  application_id: 'application_bindings',
  alert_id: 'alert_entities',
} as const;

/** Of which entities something is to be. */
export interface BoundTo {
  entityRefs: Iterable<string>;
  /** Leaves out what they merely claim while another entity is confirmed. */
  belonging: boolean;
}

/**
 * The ids of what is bound to entities. It belongs to those that it names itself,
 * and to those that claim it only where it names none.
 */
export function boundTo(
  db: Knex,
  id: keyof typeof BINDINGS,
  { entityRefs, belonging }: BoundTo,
): Knex.QueryBuilder {
  const table = BINDINGS[id];
  const query = db(`${table} as bound`).select(`bound.${id}`);
  if (belonging) whereBelongs(query, db, id, 'bound');
  return whereIn(query, db, 'bound.entity_ref', [...entityRefs]);
}

/** Leaves those rows of bindings through which something belongs to an entity. */
export function whereBelongs(
  query: Knex.QueryBuilder,
  db: Knex,
  id: keyof typeof BINDINGS,
  alias: string,
): Knex.QueryBuilder {
  const named = db(`${BINDINGS[id]} as named`)
    .whereRaw('?? = ??', [`named.${id}`, `${alias}.${id}`])
    .where('named.confirmed', true);
  return query.where(either =>
    either.where(`${alias}.confirmed`, true).orWhereNotExists(named),
  );
}
