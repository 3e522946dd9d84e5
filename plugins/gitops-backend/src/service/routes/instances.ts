import {
  gitopsFleetReadPermission,
  Instances,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { GitHistory } from '../../git/types';
import { listInstances } from '../../store/instances';
import { Route } from '../route';

export function instancesRoute({
  db,
  git,
}: {
  db: Knex;
  git: GitHistory;
}): Route {
  return {
    method: 'get',
    path: '/instances',
    permission: gitopsFleetReadPermission,
    async handle(): Promise<Instances> {
      const [items, repositories] = await Promise.all([
        listInstances(db),
        git.repositories(),
      ]);
      return { items, repositories };
    },
  };
}
