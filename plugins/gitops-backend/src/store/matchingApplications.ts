import { EngineKind, FleetState } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { BoundTo, boundTo } from './boundTo';
import { literal } from './literal';
import { ApplicationRow } from './rows';

/** Which applications are meant; what is absent does not narrow. */
export interface ApplicationFilter {
  /** Part of the application's name, in any case; or those bound to these entities. */
  text?: { part: string; entityRefs: string[] };
  engine?: EngineKind;
  instance?: string;
  environment?: string;
  state?: FleetState;
  boundTo?: BoundTo;
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
  { text, boundTo: bound, ...equal }: ApplicationFilter,
): Knex.QueryBuilder {
  const builder = db<ApplicationRow>('applications');
  const { engine, instance, environment, state } = equal;
  const columns = { engine, instance, environment };
  for (const [column, value] of Object.entries(columns)) {
    if (value !== undefined) builder.where(`applications.${column}`, value);
  }
  if (state) builder.whereRaw(`${STATE} = ?`, [state]);
  if (bound) {
    builder.whereIn('applications.id', boundTo(db, 'application_id', bound));
  }
  if (text) {
    builder.where(either =>
      either
        .whereRaw(`lower(applications.name) like ? escape '\\'`, [
          `%${literal(text.part.toLowerCase())}%`,
        ])
        .orWhereIn(
          'applications.id',
          boundTo(db, 'application_id', {
            entityRefs: text.entityRefs,
            belonging: false,
          }),
        ),
    );
  }
  return builder;
}
