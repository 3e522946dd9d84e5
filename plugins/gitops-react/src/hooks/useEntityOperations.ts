import { useApi } from '@backstage/frontend-plugin-api';
import { RequestedOperations } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { Live, useLive } from './useLive';

/** What was asked for last in the portal of the entity's applications. */
export function useEntityOperations(
  entityRef: string,
  applicationIds: string[],
): Live<RequestedOperations> {
  const api = useApi(gitopsApiRef);
  return useLive(
    ['gitops', 'operations', entityRef],
    () => api.entityOperations(entityRef),
    () => applicationIds,
  );
}
