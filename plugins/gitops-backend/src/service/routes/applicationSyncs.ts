import {
  gitopsApplicationReadPermission,
  Syncs,
} from '@backstage-gitops/plugin-gitops-common';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';
import { SyncReader } from '../SyncReader';

/** What the engine did with one application, newest first. */
export function applicationSyncsRoute({
  applications,
  syncs,
}: {
  applications: SeenApplications;
  syncs: SyncReader;
}): Route {
  return {
    method: 'get',
    path: '/applications/:id/syncs',
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, query, credentials }): Promise<Syncs> {
      const { stored } = await applications.get(id, credentials);
      return syncs.page([stored], query);
    },
  };
}
