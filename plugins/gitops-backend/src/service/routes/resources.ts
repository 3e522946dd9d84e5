import {
  ApplicationResources,
  gitopsApplicationInspectPermission,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Details } from '../Details';
import { Permits } from '../Permits';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';

/** What an application manages, asked of its engine. */
export function resourcesRoute({
  applications,
  permits,
  details,
}: {
  applications: SeenApplications;
  permits: Permits;
  details: Details;
}): Route {
  return {
    method: 'get',
    path: '/applications/:id/resources',
    permission: gitopsApplicationReadPermission,
    async handle({
      params: { id },
      credentials,
    }): Promise<ApplicationResources> {
      const { bindings } = await applications.get(id, credentials);
      const permission = gitopsApplicationInspectPermission;
      await permits.require({ permission, bindings }, credentials);
      return details.resources(id);
    },
  };
}
