import { useApi } from '@backstage/frontend-plugin-api';
import { ApplicationResources } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useAsked } from './useAsked';
import { Live } from './useLive';

/** What an application manages, and what was made for that, asked of the engine. */
export function useResources(
  applicationId: string,
): Live<ApplicationResources> {
  const api = useApi(gitopsApiRef);
  return useAsked('resources', applicationId, () =>
    api.resources(applicationId),
  );
}
