import { useApi } from '@backstage/frontend-plugin-api';
import { EntityCommits } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { LivePages, usePages } from './usePages';

const PAGE = 20;

/** Commits of the entity's applications, newest first; more pages on request. */
export function useEntityCommits(
  entityRef: string,
  applicationIds: string[],
): LivePages<EntityCommits> {
  const api = useApi(gitopsApiRef);
  return usePages(
    ['gitops', 'commits', entityRef],
    cursor => api.entityCommits(entityRef, { limit: PAGE, cursor }),
    () => applicationIds,
  );
}
