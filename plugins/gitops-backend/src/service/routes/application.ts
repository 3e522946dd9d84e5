import { NotFoundError } from '@backstage/errors';
import {
  Application,
  gitopsApplicationReadPermission,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { isApplicationId } from '../../store/applicationId';
import { getApplication } from '../../store/getApplication';
import { listInstances } from '../../store/instances';
import { listBindings } from '../../store/listByEntities';
import { Authorizer } from '../Authorizer';
import { EntityReader } from '../EntityReader';
import { Route } from '../route';
import { instanceIndex, toApplication } from '../toApplication';

export function applicationRoute({
  db,
  reader,
  authorizer,
}: {
  db: Knex;
  reader: EntityReader;
  authorizer: Authorizer;
}): Route {
  return {
    method: 'get',
    path: '/applications/:id',
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, credentials }): Promise<Application> {
      if (!isApplicationId(id)) throw notFound();
      const bindings = (await listBindings(db, [id])).get(id) ?? [];
      const readable = await reader.readable(
        bindings.map(binding => binding.entityRef),
        credentials,
      );
      const seen =
        readable.size > 0 ||
        (await authorizer.allows(gitopsFleetReadPermission, credentials));
      const stored = seen ? await getApplication(db, id) : undefined;
      if (!stored) throw notFound();
      return toApplication(
        stored,
        bindings.filter(binding => readable.has(binding.entityRef)),
        instanceIndex(await listInstances(db)),
      );
    },
  };
}

/** The same for unknown and for forbidden. */
function notFound(): NotFoundError {
  return new NotFoundError('There is no such application that you may see.');
}
