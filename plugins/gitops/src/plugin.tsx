import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  gitopsApiRef,
  GitopsClient,
} from '@backstage-gitops/plugin-gitops-react';
import AccountTreeIcon from '@material-ui/icons/AccountTreeOutlined';
import { entityContentRouteRef, rootRouteRef } from './routes';

const gitopsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: gitopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new GitopsClient(deps),
    }),
});

const entityCard = EntityCardBlueprint.make({
  params: {
    filter: { kind: 'component' },
    type: 'content',
    loader: () => import('./components/GitopsCard').then(m => <m.GitopsCard />),
  },
});

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/gitops',
    title: 'GitOps',
    group: 'deployment',
    routeRef: entityContentRouteRef,
    filter: { kind: 'component' },
    loader: () =>
      import('./components/GitopsContent').then(m => <m.GitopsContent />),
  },
});

const page = PageBlueprint.make({
  params: { path: '/gitops', routeRef: rootRouteRef },
});

const fleet = SubPageBlueprint.make({
  name: 'applications',
  params: {
    path: 'applications',
    title: 'Applications',
    loader: () => import('./components/Fleet').then(m => <m.FleetContent />),
  },
});

const inbox = SubPageBlueprint.make({
  name: 'alerts',
  params: {
    path: 'alerts',
    title: 'Alerts',
    loader: () => import('./components/Inbox').then(m => <m.InboxContent />),
  },
});

const newRepositoryFiles = FormFieldBlueprint.make({
  name: 'files',
  params: {
    field: () =>
      import('./components/NewRepositoryFiles').then(m =>
        createFormField(m.filesField),
      ),
  },
});

const instances = SubPageBlueprint.make({
  name: 'instances',
  params: {
    path: 'instances',
    title: 'Instances',
    loader: () =>
      import('./components/Instances').then(m => <m.InstancesContent />),
  },
});

/** GitOps on entity pages and a page of its own, for the new frontend system. */
export const gitopsPlugin = createFrontendPlugin({
  pluginId: 'gitops',
  info: { packageJson: () => import('../package.json') },
  title: 'GitOps',
  icon: <AccountTreeIcon />,
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  extensions: [
    gitopsApi,
    entityCard,
    entityContent,
    page,
    fleet,
    inbox,
    instances,
    newRepositoryFiles,
  ],
});
