import { useApi } from '@backstage/frontend-plugin-api';
import {
  CommitsQuery,
  EntityCommits,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { isIndexing } from './isIndexing';
import { LivePages, usePages } from './usePages';

const PAGE = 20;

/** What of an entity's commits is asked for. */
export type CommitsFilter = Omit<CommitsQuery, 'limit' | 'cursor'>;

/** Commits of the entity's applications, newest first; more pages on request. */
export function useEntityCommits(
  entityRef: string,
  applicationIds: string[],
  filter: CommitsFilter = {},
): LivePages<EntityCommits> {
  const api = useApi(gitopsApiRef);
  return usePages<EntityCommits>(
    ['gitops', 'commits', entityRef, JSON.stringify(filter)],
    PAGE,
    part => api.entityCommits(entityRef, { ...filter, ...part }),
    () => applicationIds,
    { isUnderWay: isIndexing },
  );
}
