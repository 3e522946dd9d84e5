import { useApi } from '@backstage/frontend-plugin-api';
import { RequestedOperations } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { LivePages, usePages } from './usePages';

const PAGE = 10;

/** What was asked for in the portal of the entity's applications, newest first; more pages on request. */
export function useEntityOperations(
  entityRef: string,
  applicationIds: string[],
): LivePages<RequestedOperations> {
  const api = useApi(gitopsApiRef);
  return usePages(
    ['gitops', 'operations', entityRef],
    PAGE,
    part => api.entityOperations(entityRef, part),
    () => applicationIds,
  );
}
