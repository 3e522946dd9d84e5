import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  gitopsApplicationReadPermission,
  operationsQuerySchema,
  RequestedOperations,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { pageOperations } from '../../operations/store/pageOperations';
import { EntityReader } from '../EntityReader';
import { pageCursor } from '../../pageCursor';
import { parse } from '../parse';
import { Route } from '../route';

const cursors = pageCursor(
  z.object({ requestedAt: z.iso.datetime(), id: z.uuid() }),
);

/** What was asked for of all applications that are bound to an entity, newest first. */
export function entityOperationsRoute({
  db,
  reader,
}: {
  db: Knex;
  reader: EntityReader;
}): Route {
  return {
    method: 'get',
    path: '/entities/:kind/:namespace/:name/operations',
    permission: gitopsApplicationReadPermission,
    async handle({ params, query, credentials }): Promise<RequestedOperations> {
      const { limit, cursor } = parse(operationsQuerySchema, query);
      const after = cursor === undefined ? undefined : cursors.read(cursor);
      const entity = await reader.get(params, credentials);
      const entityRef = stringifyEntityRef(entity);
      const page = await pageOperations(db, { entityRef, limit, after });
      return {
        items: page.items,
        nextCursor: page.next && cursors.write(page.next),
      };
    },
  };
}
