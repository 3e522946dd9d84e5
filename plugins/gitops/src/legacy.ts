import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  gitopsApiRef,
  GitopsClient,
} from '@backstage-gitops/plugin-gitops-react';

const rootRouteRef = createRouteRef({ id: 'gitops' });
const entityContentRouteRef = createRouteRef({ id: 'gitops.entity-content' });

/** GitOps on entity pages, for apps on the old frontend system. */
export const gitopsPlugin = createPlugin({
  id: 'gitops',
  apis: [
    createApiFactory({
      api: gitopsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new GitopsClient(deps),
    }),
  ],
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
});

/** The card for an entity's overview. */
export const EntityGitopsCard = gitopsPlugin.provide(
  createComponentExtension({
    name: 'EntityGitopsCard',
    component: {
      lazy: () => import('./components/GitopsCard').then(m => m.GitopsCard),
    },
  }),
);

/** The content of the entity tab; mount it at `/gitops`. */
export const EntityGitopsContent = gitopsPlugin.provide(
  createRoutableExtension({
    name: 'EntityGitopsContent',
    mountPoint: entityContentRouteRef,
    component: () =>
      import('./components/GitopsContent').then(m => m.GitopsContent),
  }),
);

/** The fleet and its alerts; mount it at `/gitops`. */
export const GitopsPage = gitopsPlugin.provide(
  createRoutableExtension({
    name: 'GitopsPage',
    mountPoint: rootRouteRef,
    component: () => import('./components/GitopsPage').then(m => m.GitopsPage),
  }),
);
