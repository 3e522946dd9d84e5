import {
  Facets,
  facetsQuerySchema,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import {
  countByColumn,
  countByEntityValue,
  countByState,
  ValueCount,
} from '../../store/countApplications';
import { parse } from '../parse';
import { Route } from '../route';
import { FleetReaders, FleetScope } from './fleetScope';

/** How many applications each choice of a filter would leave; one statement for each filter. */
export function facetsRoute({
  db,
  environments,
  ...readers
}: FleetReaders & {
  db: Knex;
  /** Names, in promotion order. */
  environments: string[];
}): Route {
  return {
    method: 'get',
    path: '/applications/facets',
    permission: gitopsApplicationReadPermission,
    async handle({ query, credentials }): Promise<Facets> {
      const asked = parse(facetsQuerySchema, query);
      const scope = await FleetScope.of(asked, credentials, readers);
      const byColumn = (column: Parameters<typeof countByColumn>[1]) =>
        countByColumn(db, column, scope.filter(column));
      const byEntity = (facet: 'owner' | 'system') =>
        countByEntityValue(db, valuesOf(scope, facet), {
          ...scope.filter(facet),
          // Whoever has such a value is bound.
          boundTo: undefined,
        });
      const [state, environment, engine, instance, owner, system] =
        await Promise.all([
          countByState(db, scope.filter('state')),
          byColumn('environment'),
          byColumn('engine'),
          byColumn('instance'),
          byEntity('owner'),
          byEntity('system'),
        ]);
      return {
        state,
        environment: inOrder(environment, environments),
        engine,
        instance,
        owner,
        system,
      };
    },
  };
}

/** Of each entity that the other filters mean its owners, or its systems. */
function valuesOf(
  scope: FleetScope,
  facet: 'owner' | 'system',
): Array<{ entityRef: string; value: string }> {
  return scope.entities(facet).flatMap(([entityRef, { owners, systems }]) =>
    (facet === 'owner' ? owners : systems).map(value => ({
      entityRef,
      value,
    })),
  );
}

/** Those that are configured in their order, then the rest as they come. */
function inOrder(counts: ValueCount[], environments: string[]): ValueCount[] {
  const place = ({ value }: ValueCount) => {
    const found = environments.indexOf(value);
    return found < 0 ? environments.length : found;
  };
  return [...counts].sort((a, b) => place(a) - place(b));
}
