import {
  Fleet,
  fleetQuerySchema,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listOpenAlerts } from '../../alerts/listOpenAlerts';
import { instanceIndex, listInstances } from '../../store/instances';
import { listBindings } from '../../store/listByEntities';
import { pageApplications } from '../../store/pageApplications';
import { SyncWindowStates } from '../../syncWindows/SyncWindowStates';
import { readCursor, writeCursor } from '../cursor';
import { parse } from '../parse';
import { Route } from '../route';
import { toApplication } from '../toApplication';
import { FleetReaders, FleetScope } from './fleetScope';

/** Applications of the entities that may be read; all of them to whom the fleet is open. */
export function fleetRoute({
  db,
  syncWindows,
  ...readers
}: FleetReaders & { db: Knex; syncWindows: SyncWindowStates }): Route {
  return {
    method: 'get',
    path: '/applications',
    permission: gitopsApplicationReadPermission,
    async handle({ query, credentials }): Promise<Fleet> {
      const asked = parse(fleetQuerySchema, query);
      const { orderBy, limit, cursor, ...filter } = asked;
      const after =
        cursor === undefined ? undefined : readCursor(orderBy, cursor);
      const scope = await FleetScope.of(filter, credentials, readers);
      const page = await pageApplications(db, {
        ...scope.filter(),
        orderBy,
        limit,
        after,
      });
      const ids = page.items.map(({ record }) => record.id);
      const bindings = await listBindings(db, ids);
      const alerts = await listOpenAlerts(db, ids);
      const instanceOf = instanceIndex(await listInstances(db));
      return {
        items: page.items.map(application =>
          toApplication(
            application,
            (bindings.get(application.record.id) ?? []).filter(binding =>
              scope.visible.has(binding.entityRef),
            ),
            { instanceOf, syncWindows },
            alerts.get(application.record.id),
          ),
        ),
        totalItems: page.totalItems,
        nextCursor: page.next && writeCursor(orderBy, page.next),
      };
    },
  };
}
