import {
  Application,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listOpenAlerts } from '../../alerts/listOpenAlerts';
import { latestOperations } from '../../operations/store/latestOperations';
import { instanceIndex, listInstances } from '../../store/instances';
import { SyncWindowStates } from '../../syncWindows/SyncWindowStates';
import { allowedOf } from '../allowed';
import { Permits } from '../Permits';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';
import { toDetailed } from '../toApplication';

export function applicationRoute({
  db,
  applications,
  permits,
  syncWindows,
}: {
  db: Knex;
  applications: SeenApplications;
  permits: Permits;
  syncWindows: SyncWindowStates;
}): Route {
  return {
    method: 'get',
    path: '/applications/:id',
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, credentials }): Promise<Application> {
      const { stored, bindings } = await applications.get(id, credentials);
      const instanceOf = instanceIndex(await listInstances(db));
      const operations =
        instanceOf(stored.record)?.capabilities.operations ?? [];
      const [allowed] = await allowedOf(
        permits,
        [{ bindings, operations }],
        credentials,
      );
      const alert = (await listOpenAlerts(db, [id])).get(id);
      const requested = (await latestOperations(db, [id])).get(id);
      return toDetailed(
        stored,
        bindings,
        { instanceOf, syncWindows },
        allowed,
        {
          alert,
          requested,
        },
      );
    },
  };
}
