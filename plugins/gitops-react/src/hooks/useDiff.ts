import { useApi } from '@backstage/frontend-plugin-api';
import { ApplicationDiff } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useAsked } from './useAsked';
import { Live } from './useLive';

/** What differs, asked of the engine. */
export function useDiff(applicationId: string): Live<ApplicationDiff> {
  const api = useApi(gitopsApiRef);
  return useAsked('diff', applicationId, () => api.diff(applicationId));
}
