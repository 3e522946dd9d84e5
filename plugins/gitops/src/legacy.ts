import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import {
  gitopsApiRef,
  GitopsClient,
} from '@backstage-gitops/plugin-gitops-react';
import { filesField } from './components/NewRepositoryFiles';
import { entityContentRouteRef, rootRouteRef } from './routes';

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

/** The fleet, its alerts and what is observed; mount it at `/gitops`. */
export const GitopsPage = gitopsPlugin.provide(
  createRoutableExtension({
    name: 'GitopsPage',
    mountPoint: rootRouteRef,
    component: () => import('./components/GitopsPage').then(m => m.GitopsPage),
  }),
);

/** What the template *New GitOps repository* would make; put it into `ScaffolderFieldExtensions`. */
export const GitopsFilesFieldExtension = gitopsPlugin.provide(
  createScaffolderFieldExtension({
    ...filesField,
    schema: filesField.schema.schema,
  }),
);
