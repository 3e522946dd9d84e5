import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  gitopsApplicationReadPermission,
  Syncs,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listByEntities } from '../../store/listByEntities';
import { EntityReader } from '../EntityReader';
import { Route } from '../route';
import { SyncReader } from '../SyncReader';

/** What engines did with all applications that are bound to an entity, newest first. */
export function entitySyncsRoute({
  db,
  reader,
  syncs,
}: {
  db: Knex;
  reader: EntityReader;
  syncs: SyncReader;
}): Route {
  return {
    method: 'get',
    path: '/entities/:kind/:namespace/:name/syncs',
    permission: gitopsApplicationReadPermission,
    async handle({ params, query, credentials }): Promise<Syncs> {
      const entity = await reader.get(params, credentials);
      const entityRef = stringifyEntityRef(entity);
      const bound = await listByEntities(db, [entityRef]);
      return syncs.page(bound.get(entityRef) ?? [], query);
    },
  };
}
