import { useApi } from '@backstage/frontend-plugin-api';
import { ApplicationInputs } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useAsked } from './useAsked';
import { Live } from './useLive';

/** What in Git an application is rendered from. */
export function useInputs(applicationId: string): Live<ApplicationInputs> {
  const api = useApi(gitopsApiRef);
  return useAsked('inputs', applicationId, () => api.inputs(applicationId));
}
