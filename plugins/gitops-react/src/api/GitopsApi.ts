import {
  CommitsQuery,
  EntityApplications,
  EntityCommits,
} from '@backstage-gitops/plugin-gitops-common';
import { ApiRef, createApiRef } from '@backstage/frontend-plugin-api';

/** What the GitOps backend answers, read as the person who is signed in. */
export interface GitopsApi {
  /**
   * The applications of an entity.
   * @throws ResponseError: 403 when GitOps status is not allowed, 404 when the
   * entity does not exist or may not be read
   */
  entityApplications(entityRef: string): Promise<EntityApplications>;
  /** Commits that touch what the entity's applications are rendered from, newest first. */
  entityCommits(
    entityRef: string,
    query?: CommitsQuery,
  ): Promise<EntityCommits>;
}

export const gitopsApiRef: ApiRef<GitopsApi> = createApiRef<GitopsApi>().with({
  id: 'plugin.gitops.client',
  pluginId: 'gitops',
});
