import { Engine } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { GitHistory } from '../git/types';
import { Authorizer } from './Authorizer';
import { EntityReader } from './EntityReader';
import { Route } from './route';
import { applicationRoute } from './routes/application';
import { entityApplicationsRoute } from './routes/entityApplications';
import { entityCommitsRoute } from './routes/entityCommits';
import { entityStatusesRoute } from './routes/entityStatuses';
import { fleetRoute } from './routes/fleet';
import { instancesRoute } from './routes/instances';
import { VisibleEntities } from './VisibleEntities';

/** Everything that is answered under `/api/gitops`. */
export function createRoutes(options: {
  db: Knex;
  git: GitHistory;
  engines: Engine[];
  /** Names, in promotion order. */
  environments: string[];
  authorizer: Authorizer;
  reader: EntityReader;
}): Route[] {
  const visible = new VisibleEntities(options);
  return [
    entityApplicationsRoute(options),
    entityStatusesRoute(options),
    entityCommitsRoute(options),
    fleetRoute({ ...options, visible }),
    applicationRoute(options),
    instancesRoute(options),
  ];
}
