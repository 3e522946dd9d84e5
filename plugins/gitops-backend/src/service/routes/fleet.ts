import {
  Fleet,
  fleetQuerySchema,
  gitopsApplicationReadPermission,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listInstances } from '../../store/instances';
import { listBindings } from '../../store/listByEntities';
import { pageApplications } from '../../store/pageApplications';
import { Authorizer } from '../Authorizer';
import { readCursor, writeCursor } from '../cursor';
import { parse } from '../parse';
import { Route } from '../route';
import { instanceIndex, toApplication } from '../toApplication';
import { VisibleEntities } from '../VisibleEntities';

/** Applications of the entities that may be read; all of them to whom the fleet is open. */
export function fleetRoute({
  db,
  authorizer,
  visible,
}: {
  db: Knex;
  authorizer: Authorizer;
  visible: VisibleEntities;
}): Route {
  return {
    method: 'get',
    path: '/applications',
    permission: gitopsApplicationReadPermission,
    async handle({ query, credentials }): Promise<Fleet> {
      const { cursor, ...asked } = parse(fleetQuerySchema, query);
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const entityRefs = await visible.of(credentials);
      const all = await authorizer.allows(
        gitopsFleetReadPermission,
        credentials,
      );
      const page = await pageApplications(db, {
        ...asked,
        after,
        visibleTo: all ? undefined : [...entityRefs],
      });
      const bindings = await listBindings(
        db,
        page.items.map(({ record }) => record.id),
      );
      const instanceOf = instanceIndex(await listInstances(db));
      return {
        items: page.items.map(application =>
          toApplication(
            application,
            (bindings.get(application.record.id) ?? []).filter(binding =>
              entityRefs.has(binding.entityRef),
            ),
            instanceOf,
          ),
        ),
        totalItems: page.totalItems,
        nextCursor: page.next && writeCursor(page.next),
      };
    },
  };
}
