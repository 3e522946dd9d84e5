import { EngineKind, FleetState } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { ApplicationRow, BindingRow } from './rows';
import { whereIn } from './whereIn';

/** Which applications are meant; what is absent does not narrow. */
export interface ApplicationFilter {
  /** Part of the application's name, in any case; or those bound to these entities. */
  text?: { part: string; entityRefs: string[] };
  engine?: EngineKind;
  instance?: string;
  environment?: string;
  state?: FleetState;
  /** Bound to one of these entities. */
  boundTo?: string[];
}

/** As it is shown now: nothing is said of what cannot be reached but that. */
export const STATE = `case when exists (
  select 1 from instances
  where instances.engine = applications.engine
    and instances.name = applications.instance
    and instances.state = 'reachable'
) then applications.state else 'Stale' end`;

/** A query over `applications` that match. */
export function matchingApplications(
  db: Knex,
  { text, boundTo, ...equal }: ApplicationFilter,
): Knex.QueryBuilder {
  const builder = db<ApplicationRow>('applications');
  const { engine, instance, environment, state } = equal;
  const columns = { engine, instance, environment };
  for (const [column, value] of Object.entries(columns)) {
    if (value !== undefined) builder.where(`applications.${column}`, value);
  }
  if (state) builder.whereRaw(`${STATE} = ?`, [state]);
  if (boundTo) {
    builder.whereIn('applications.id', idsBoundTo(db, boundTo));
  }
  if (text) {
    builder.where(either =>
      either
        .whereRaw(`lower(applications.name) like ? escape '\\'`, [
          `%${literal(text.part.toLowerCase())}%`,
        ])
        .orWhereIn('applications.id', idsBoundTo(db, text.entityRefs)),
    );
  }
  return builder;
}

function idsBoundTo(db: Knex, entityRefs: string[]): Knex.QueryBuilder {
  const bound = db<BindingRow>('application_bindings').select('application_id');
  return whereIn(bound, db, 'entity_ref', entityRefs);
}

/** So that `%` and `_` stand for themselves. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
