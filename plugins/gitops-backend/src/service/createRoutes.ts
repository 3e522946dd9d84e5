import { Engine } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { GitHistory } from '../git/types';
import { Authorizer } from './Authorizer';
import { EntityReader } from './EntityReader';
import { Permits } from './Permits';
import { Route } from './route';
import { applicationRoute } from './routes/application';
import { entityApplicationsRoute } from './routes/entityApplications';
import { entityCommitsRoute } from './routes/entityCommits';
import { entityStatusesRoute } from './routes/entityStatuses';
import { fleetRoute } from './routes/fleet';
import { instancesRoute } from './routes/instances';
import { SeenApplications } from './SeenApplications';
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
  /** `gitops.binding.trustClaims` */
  trustClaims: boolean;
}): Route[] {
  const visible = new VisibleEntities(options);
  const applications = new SeenApplications(options);
  const permits = new Permits(options);
  const all = { ...options, visible, applications, permits };
  return [
    entityApplicationsRoute(all),
    entityStatusesRoute(all),
    entityCommitsRoute(all),
    fleetRoute(all),
    applicationRoute(all),
    instancesRoute(all),
  ];
}
