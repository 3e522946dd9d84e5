import {
  ApplicationDiff,
  gitopsApplicationInspectPermission,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Details } from '../Details';
import { Permits } from '../Permits';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';

/** What should be beside what is, where they differ, asked of the engine. */
export function diffRoute({
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
    path: '/applications/:id/diff',
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, credentials }): Promise<ApplicationDiff> {
      const { bindings } = await applications.get(id, credentials);
      const permission = gitopsApplicationInspectPermission;
      await permits.require({ permission, bindings }, credentials);
      return details.diff(id);
    },
  };
}
