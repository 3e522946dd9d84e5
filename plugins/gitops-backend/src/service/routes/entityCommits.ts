import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityCommits,
  gitopsApplicationReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { listByEntities } from '../../store/listByEntities';
import { CommitReader } from '../CommitReader';
import { EntityReader } from '../EntityReader';
import { Route } from '../route';

/** Commits that touch what the applications of an entity are rendered from, newest first. */
export function entityCommitsRoute({
  db,
  reader,
  commits,
}: {
  db: Knex;
  reader: EntityReader;
  commits: CommitReader;
}): Route {
  return {
    method: 'get',
    path: '/entities/:kind/:namespace/:name/commits',
    permission: gitopsApplicationReadPermission,
    async handle({ params, query, credentials }): Promise<EntityCommits> {
      const entity = await reader.get(params, credentials);
      const entityRef = stringifyEntityRef(entity);
      const bound = await listByEntities(db, [entityRef]);
      return commits.page(bound.get(entityRef) ?? [], query, credentials);
    },
  };
}
