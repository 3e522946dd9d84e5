import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  gitopsApiRef,
  GitopsClient,
} from '@backstage-gitops/plugin-gitops-react';
import { entityContentRouteRef } from './routes';

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

/** GitOps on entity pages, for the new frontend system. */
export const gitopsPlugin = createFrontendPlugin({
  pluginId: 'gitops',
  info: { packageJson: () => import('../package.json') },
  routes: { entityContent: entityContentRouteRef },
  extensions: [gitopsApi, entityCard, entityContent],
});
