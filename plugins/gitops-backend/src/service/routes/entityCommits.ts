import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  commitsQuerySchema,
  EntityCommits,
  gitopsApplicationReadPermission,
  UNKNOWN_REVIEW,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { GitHistory } from '../../git/types';
import { listByEntities } from '../../store/listByEntities';
import { EntityReader } from '../EntityReader';
import { parse } from '../parse';
import { Route } from '../route';

export function entityCommitsRoute({
  db,
  reader,
  git,
}: {
  db: Knex;
  reader: EntityReader;
  git: GitHistory;
}): Route {
  return {
    method: 'get',
    path: '/entities/:kind/:namespace/:name/commits',
    permission: gitopsApplicationReadPermission,
    async handle({ params, query, credentials }): Promise<EntityCommits> {
      const asked = parse(commitsQuerySchema, query);
      const entityRef = stringifyEntityRef(
        await reader.get(params, credentials),
      );
      const bound =
        (await listByEntities(db, [entityRef])).get(entityRef) ?? [];
      const applications = bound.filter(
        ({ record, environment }) =>
          (!asked.application || record.id === asked.application) &&
          (!asked.environment || environment === asked.environment),
      );
      const applicationIds = applications.map(({ record }) => record.id);
      if (applicationIds.length === 0) return { items: [], repositories: [] };

      const environments = new Map(
        applications.map(({ record, environment }) => [record.id, environment]),
      );
      const { limit, cursor } = asked;
      const [page, repositories] = await Promise.all([
        git.commits({ applicationIds, limit, cursor }),
        git.repositories(applicationIds),
      ]);
      return {
        items: page.items.map(({ id, ...commit }) => ({
          ...commit,
          ...UNKNOWN_REVIEW,
          author: { ...commit.author, entityRef: null },
          marks: commit.marks.map(mark => ({
            ...mark,
            environment: environments.get(mark.applicationId) ?? null,
            since: null,
          })),
        })),
        repositories,
        nextCursor: page.nextCursor,
      };
    },
  };
}
