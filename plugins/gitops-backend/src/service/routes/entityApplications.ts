import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityApplications,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Engine } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { listInstances } from '../../store/instances';
import { listBindings, listByEntities } from '../../store/listByEntities';
import { EntityReader } from '../EntityReader';
import { Route } from '../route';
import { instanceIndex, toApplication } from '../toApplication';

export function entityApplicationsRoute({
  db,
  reader,
  engines,
  environments,
}: {
  db: Knex;
  reader: EntityReader;
  engines: Engine[];
  environments: string[];
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
      const bindings = await listBindings(
        db,
        stored.map(({ record }) => record.id),
      );
      const others = [...bindings.values()]
        .flat()
        .map(binding => binding.entityRef)
        .filter(ref => ref !== entityRef);
      const readable = await reader.readable(others, credentials);
      const instances = await listInstances(db);
      const instanceOf = instanceIndex(instances);
      const used = new Set(stored.map(({ record }) => instanceOf(record)));
      return {
        items: stored.map(application =>
          toApplication(
            application,
            (bindings.get(application.record.id) ?? []).filter(
              binding =>
                binding.entityRef === entityRef ||
                readable.has(binding.entityRef),
            ),
            instanceOf,
          ),
        ),
        instances: instances.filter(instance => used.has(instance)),
        environments,
        problems: engines.flatMap(engine => engine.claims(entity).problems),
      };
    },
  };
}
