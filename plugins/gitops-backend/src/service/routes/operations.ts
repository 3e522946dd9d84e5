import {
  gitopsApplicationReadPermission,
  operationRequestSchema,
  RequestedOperation,
} from '@backstage-gitops/plugin-gitops-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { Operations } from '../../operations/Operations';
import { isApplicationId } from '../../store/applicationId';
import { getApplication } from '../../store/getApplication';
import { Operables } from '../Operables';
import { parse } from '../parse';
import { requirePerson } from '../requirePerson';
import { Route, RouteRequest } from '../route';

/** Has an engine asked for something, in the name of a person. */
export function operationsRoute({
  db,
  operables,
  operations,
}: {
  db: Knex;
  operables: Operables;
  operations: Operations;
}): Route<RequestedOperation> {
  return {
    method: 'post',
    path: '/applications/:id/operations',
    permission: gitopsApplicationReadPermission,
    audit: {
      eventId: 'operation-request',
      about: request => aboutAttempt(db, request),
      outcome: ({ id }) => ({ operationId: id }),
    },
    async handle({ params: { id }, body, credentials }) {
      const requestedBy = requirePerson(credentials);
      const asked = parse(operationRequestSchema, body);
      await operables.get(id, asked.type, credentials);
      return operations.request({ ...asked, applicationId: id, requestedBy });
    },
  };
}

async function aboutAttempt(
  db: Knex,
  { params, body }: RouteRequest,
): Promise<JsonObject> {
  const { id } = params;
  const stored = isApplicationId(id) ? await getApplication(db, id) : undefined;
  const asked = operationRequestSchema.safeParse(body).data;
  return {
    applicationId: id,
    ...(stored && {
      instance: stored.record.instance,
      namespace: stored.record.namespace,
      name: stored.record.name,
    }),
    ...(asked && { type: asked.type, options: asked.options }),
  };
}
