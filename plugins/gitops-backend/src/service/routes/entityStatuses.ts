import {
  EntityStatus,
  entityRefsRequestSchema,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { instanceIndex, listInstances } from '../../store/instances';
import { listByEntities } from '../../store/listByEntities';
import { SyncWindowStates } from '../../syncWindows/SyncWindowStates';
import { EntityReader, normalised } from '../EntityReader';
import { parse } from '../parse';
import { Route } from '../route';
import { toApplication, toStatus } from '../toApplication';

/** Any number of entities cost one question to the catalog and two statements. */
export function entityStatusesRoute({
  db,
  reader,
  syncWindows,
}: {
  db: Knex;
  reader: EntityReader;
  syncWindows: SyncWindowStates;
}): Route {
  return {
    method: 'post',
    path: '/entities/applications/by-refs',
    permission: gitopsApplicationReadPermission,
    async handle({
      body,
      credentials,
    }): Promise<{ items: Array<EntityStatus | null> }> {
      const { entityRefs } = parse(entityRefsRequestSchema, body);
      const readable = await reader.readable(entityRefs, credentials);
      const found = await listByEntities(db, [...readable]);
      const instanceOf = instanceIndex(await listInstances(db));
      return {
        items: entityRefs.map(asked => {
          const [entityRef] = normalised(asked);
          if (!entityRef || !readable.has(entityRef)) return null;
          const stored = found.get(entityRef) ?? [];
          return {
            entityRef,
            applications: stored.map(application =>
              toStatus(
                toApplication(application, [], { instanceOf, syncWindows }),
              ),
            ),
          };
        }),
      };
    },
  };
}
