import {
  gitopsApplicationInspectPermission,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Details } from '../Details';
import { Permits } from '../Permits';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';

/**
 * What the engine is asked for: what an application manages, or what should be beside
 * what is, where they differ.
 */
export function detailsRoute(
  what: 'resources' | 'diff',
  {
    applications,
    permits,
    details,
  }: {
    applications: SeenApplications;
    permits: Permits;
    details: Details;
  },
): Route {
  return {
    method: 'get',
    path: `/applications/:id/${what}`,
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, credentials }) {
      const { bindings } = await applications.get(id, credentials);
      const permission = gitopsApplicationInspectPermission;
      await permits.require({ permission, bindings }, credentials);
      return details[what](id);
    },
  };
}
