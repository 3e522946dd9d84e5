import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityApplications,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Engine } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { listOpenAlerts } from '../../alerts/listOpenAlerts';
import { annotationProblems } from '../../bind/annotationProblems';
import { latestOperations } from '../../operations/store/latestOperations';
import { instanceIndex, listInstances } from '../../store/instances';
import { listBindable } from '../../store/listBindable';
import { listBindings, listByEntities } from '../../store/listByEntities';
import { SyncWindowStates } from '../../syncWindows/SyncWindowStates';
import { allowedOf } from '../allowed';
import { EntityReader } from '../EntityReader';
import { Permits } from '../Permits';
import { Route } from '../route';
import { toDetailed } from '../toApplication';

export function entityApplicationsRoute({
  db,
  reader,
  engines,
  environments,
  permits,
  syncWindows,
}: {
  db: Knex;
  reader: EntityReader;
  engines: Engine[];
  environments: string[];
  permits: Permits;
  syncWindows: SyncWindowStates;
}): Route {
  return {
    method: 'get',
    path: '/entities/:kind/:namespace/:name/applications',
    permission: gitopsApplicationReadPermission,
    async handle({ params, credentials }): Promise<EntityApplications> {
      const entity = await reader.get(params, credentials);
      const entityRef = stringifyEntityRef(entity);
      const found = await listByEntities(db, [entityRef]);
      const stored = found.get(entityRef) ?? [];
      const ids = stored.map(({ record }) => record.id);
      const bindings = await listBindings(db, ids);
      const alerts = await listOpenAlerts(db, ids);
      const requested = await latestOperations(db, ids);
      const others = [...bindings.values()]
        .flat()
        .map(binding => binding.entityRef)
        .filter(ref => ref !== entityRef);
      const readable = await reader.readable(others, credentials);
      const instances = await listInstances(db);
      const instanceOf = instanceIndex(instances);
      const used = new Set(stored.map(({ record }) => instanceOf(record)));
      const seen = stored.map(({ record }) => ({
        bindings: (bindings.get(record.id) ?? []).filter(
          binding =>
            binding.entityRef === entityRef || readable.has(binding.entityRef),
        ),
        operations: instanceOf(record)?.capabilities.operations ?? [],
      }));
      const allowed = await allowedOf(permits, seen, credentials);
      const present = { instanceOf, syncWindows };
      return {
        items: stored.map((application, n) =>
          toDetailed(application, seen[n].bindings, present, allowed[n], {
            alert: alerts.get(application.record.id),
            requested: requested.get(application.record.id),
          }),
        ),
        instances: instances.filter(instance => used.has(instance)),
        environments,
        problems: annotationProblems(
          entity,
          engines,
          instances,
          await listBindable(db, { entityRef }),
        ),
      };
    },
  };
}
