import { UserInfoService } from '@backstage/backend-plugin-api';
import { Engine } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { GitHistory } from '../git/types';
import { Operations } from '../operations/Operations';
import { SyncWindowStates } from '../syncWindows/SyncWindowStates';
import { Authorizer } from './Authorizer';
import { AuthorUsers } from './AuthorUsers';
import { CommitDiffs } from './CommitDiffs';
import { CommitReader } from './CommitReader';
import { Details } from './Details';
import { EntityReader } from './EntityReader';
import { Operables } from './Operables';
import { Permits } from './Permits';
import { Route } from './route';
import { acknowledgeAlertRoute } from './routes/acknowledgeAlert';
import { alertsRoute } from './routes/alerts';
import { applicationInputsRoute } from './routes/applicationInputs';
import { applicationSyncsRoute } from './routes/applicationSyncs';
import { applicationRoute } from './routes/application';
import { commitRoute } from './routes/commit';
import { commitDiffRoute } from './routes/commitDiff';
import { detailsRoute } from './routes/details';
import { entityApplicationsRoute } from './routes/entityApplications';
import { entityCommitsRoute } from './routes/entityCommits';
import { entityOperationsRoute } from './routes/entityOperations';
import { entityStatusesRoute } from './routes/entityStatuses';
import { entitySyncsRoute } from './routes/entitySyncs';
import { facetsRoute } from './routes/facets';
import { fleetRoute } from './routes/fleet';
import { impactRoute } from './routes/impact';
import { instancesRoute } from './routes/instances';
import { operationRoute } from './routes/operation';
import { operationPreviewRoute } from './routes/operationPreview';
import { operationsRoute } from './routes/operations';
import { SeenAlerts } from './SeenAlerts';
import { SeenApplications } from './SeenApplications';
import { SeenEntities } from './SeenEntities';
import { SeenImpact } from './SeenImpact';
import { SyncReader } from './SyncReader';
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
  userInfo: UserInfoService;
  operations: Operations;
  /** Told of applications that are shown otherwise now. */
  onChanged: (applicationIds: string[]) => void;
  /** `gitops.binding.trustClaims` */
  trustClaims: boolean;
}): Route[] {
  const visible = new VisibleEntities(options);
  const applications = new SeenApplications(options);
  const entities = new SeenEntities(options);
  const permits = new Permits(options);
  const alerts = new SeenAlerts(options);
  const details = new Details(options);
  const syncs = new SyncReader(options);
  const impact = new SeenImpact({ ...options, visible });
  const authors = new AuthorUsers(options);
  const commits = new CommitReader({ ...options, authors, impact });
  const diffs = new CommitDiffs({ ...options, impact, permits });
  const operables = new Operables({ ...options, applications, permits });
  const all = {
    ...options,
    visible,
    applications,
    entities,
    permits,
    alerts,
    details,
    syncs,
    impact,
    commits,
    diffs,
    operables,
    syncWindows: new SyncWindowStates(),
  };
  return [
    entityApplicationsRoute(all),
    entityStatusesRoute(all),
    entityCommitsRoute(all),
    fleetRoute(all),
    // Before what takes its last part for an id.
    facetsRoute(all),
    applicationRoute(all),
    detailsRoute('resources', all),
    detailsRoute('diff', all),
    operationPreviewRoute(all),
    operationsRoute(all),
    operationRoute(all),
    entityOperationsRoute(all),
    applicationInputsRoute(all),
    applicationSyncsRoute(all),
    entitySyncsRoute(all),
    alertsRoute(all),
    acknowledgeAlertRoute(all),
    commitRoute(all),
    commitDiffRoute(all),
    impactRoute(all),
    instancesRoute(all),
  ];
}
