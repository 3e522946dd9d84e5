import {
  EntityCommits,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listApplicationsOf } from '../../store/listApplications';
import { CommitReader } from '../CommitReader';
import { Route } from '../route';
import { SeenEntities } from '../SeenEntities';

/** Commits that touch what the applications of an entity are rendered from, newest first. */
export function entityCommitsRoute({
  db,
  entities,
  commits,
}: {
  db: Knex;
  entities: SeenEntities;
  commits: CommitReader;
}): Route {
  return {
    method: 'get',
    path: '/entities/:kind/:namespace/:name/commits',
    permission: gitopsApplicationReadPermission,
    isTurned: true,
    async handle({ params, query, credentials }): Promise<EntityCommits> {
      const entityRef = await entities.refOf(params, credentials);
      const bound = await listApplicationsOf(db, entityRef);
      return commits.page(bound, query, credentials);
    },
  };
}
