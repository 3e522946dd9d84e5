import { useApi } from '@backstage/frontend-plugin-api';
import { Syncs } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { LivePages, usePages } from './usePages';

const PAGE = 20;

const join = (loaded: Syncs, next: Syncs) => ({
  ...next,
  unobserved: [...loaded.unobserved, ...next.unobserved],
});

/**
 * The syncs of the entity's applications, newest first; more pages on request. A
 * span that was not observed and reaches over two pages is there twice.
 */
export function useEntitySyncs(
  entityRef: string,
  applicationIds: string[],
): LivePages<Syncs> {
  const api = useApi(gitopsApiRef);
  return usePages(
    ['gitops', 'syncs', entityRef],
    PAGE,
    part => api.entitySyncs(entityRef, part),
    () => applicationIds,
    { join },
  );
}
