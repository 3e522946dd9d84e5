import { InputError } from '@backstage/errors';
import {
  Alerts,
  alertsQuerySchema,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { bindingsOfAlerts } from '../../alerts/bindingsOfAlerts';
import { pageAlerts } from '../../alerts/pageAlerts';
import { allowedOf } from '../allowed';
import { normalised } from '../EntityReader';
import { pageCursor } from '../../pageCursor';
import { parse } from '../parse';
import { Permits } from '../Permits';
import { Route } from '../route';
import { toAlert } from '../toAlert';
import { FleetReaders, FleetScope } from './fleetScope';

const cursors = pageCursor(
  z.object({ openedAt: z.iso.datetime(), id: z.uuid() }),
);

/** Alerts of the entities that may be read; all of them to whom the fleet is open. */
export function alertsRoute({
  db,
  permits,
  ...readers
}: FleetReaders & { db: Knex; permits: Permits }): Route {
  return {
    method: 'get',
    path: '/alerts',
    permission: gitopsApplicationReadPermission,
    async handle({ query, credentials }): Promise<Alerts> {
      const asked = parse(alertsQuerySchema, query);
      const { status, owner, entityRef, limit, cursor } = asked;
      const scope = await FleetScope.of({ owner }, credentials, readers);
      const page = await pageAlerts(db, {
        status,
        boundTo:
          entityRef === undefined
            ? scope.filter().boundTo
            : {
                entityRefs: named(scope, entityRef),
                belonging: owner !== undefined,
              },
        limit,
        after: cursor === undefined ? undefined : cursors.read(cursor),
      });
      const bindings = await bindingsOfAlerts(db, page.items);
      const seen = page.items.map(({ id }) => ({
        bindings: (bindings.get(id) ?? []).filter(binding =>
          scope.visible.has(binding.entityRef),
        ),
        operations: [],
      }));
      const allowed = await allowedOf(permits, seen, credentials);
      return {
        items: page.items.map((alert, n) =>
          toAlert(alert, seen[n].bindings, allowed[n]),
        ),
        totalItems: page.totalItems,
        nextCursor: page.next && cursors.write(page.next),
      };
    },
  };
}

/** The entity of that name, where the scope has it. */
function named(scope: FleetScope, text: string): string[] {
  const [ref] = normalised(text);
  if (!ref) {
    throw new InputError(
      `"${text}" is not an entity: ask for a ref such as component:default/checkout.`,
    );
  }
  return scope
    .entities()
    .map(([entityRef]) => entityRef)
    .filter(entityRef => entityRef === ref);
}
