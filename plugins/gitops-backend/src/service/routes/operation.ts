import { NotFoundError } from '@backstage/errors';
import {
  gitopsApplicationReadPermission,
  RequestedOperation,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { getOperation } from '../../operations/store/getOperation';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';

/** How something that was asked for stands, for whoever sees its application. */
export function operationRoute({
  db,
  applications,
}: {
  db: Knex;
  applications: SeenApplications;
}): Route {
  return {
    method: 'get',
    path: '/operations/:id',
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, credentials }): Promise<RequestedOperation> {
      const operation = await getOperation(db, id);
      const seen =
        operation &&
        (await applications.find(operation.applicationId, credentials));
      if (operation && seen) return operation;
      throw new NotFoundError('There is no such operation that you may see.');
    },
  };
}
