import {
  ApplicationInputs,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { GitHistory } from '../../git/types';
import { Route } from '../route';
import { SeenApplications } from '../SeenApplications';

/** What in Git one application is rendered from, and why. */
export function applicationInputsRoute({
  applications,
  git,
}: {
  applications: SeenApplications;
  git: GitHistory;
}): Route {
  return {
    method: 'get',
    path: '/applications/:id/inputs',
    permission: gitopsApplicationReadPermission,
    async handle({ params: { id }, credentials }): Promise<ApplicationInputs> {
      await applications.get(id, credentials);
      return git.inputs(id);
    },
  };
}
