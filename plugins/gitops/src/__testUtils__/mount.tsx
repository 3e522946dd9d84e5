import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  gitopsApiRef,
  GitopsClient,
} from '@backstage-gitops/plugin-gitops-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { Route, Routes } from 'react-router-dom';
import {
  EntityGitopsCard,
  EntityGitopsContent,
  GitopsPage,
  gitopsPlugin as legacyPlugin,
} from '../legacy';
import { gitopsPlugin } from '../plugin';
import { rootRouteRef } from '../routes';

const BASE_URL = 'http://localhost/api/gitops';
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

function aClient(): GitopsClient {
  return new GitopsClient({
    discoveryApi: { getBaseUrl: async () => BASE_URL },
    fetchApi: { fetch: (input, init) => fetch(input, init) },
  });
}

export interface Where {
  /** Pages that the app has besides, by their addresses. */
  routes?: Record<string, typeof rootRouteRef>;
  /** What follows the path of the page in the address, such as `#one` or `?text=a`. */
  rest?: string;
}

/** The same pieces as either frontend system mounts them. */
export const mount = {
  async 'the new frontend system'(
    piece: 'card' | 'tab',
    entity: Entity,
    { routes = {}, rest = '' }: Where = {},
  ) {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        gitopsPlugin.getExtension('api:gitops'),
        gitopsPlugin.getExtension(
          piece === 'card' ? 'entity-card:gitops' : 'entity-content:gitops',
        ),
      ],
      initialRouteEntries: [`/${rest}`],
      mountedRoutes: { ...mountedRoutes, ...routes },
    });
  },
  async 'the old frontend system'(
    piece: 'card' | 'tab',
    entity: Entity,
    { routes = {}, rest = '' }: Where = {},
  ) {
    await renderInTestApp(
      <TestApiProvider apis={[[gitopsApiRef, aClient()]]}>
        <EntityProvider entity={entity}>
          {piece === 'card' ? (
            <EntityGitopsCard />
          ) : (
            <Routes>
              <Route path="/" element={<EntityGitopsContent />} />
            </Routes>
          )}
        </EntityProvider>
      </TestApiProvider>,
      {
        routeEntries: [`/${rest}`],
        mountedRoutes: { ...mountedRoutes, ...routes },
      },
    );
  },
};

/** A sub-page of the GitOps page, at an address such as `/gitops/alerts?whose=all`. */
export function mountPage(address: string): void {
  renderTestApp({
    extensions: [
      gitopsPlugin.getExtension('api:gitops'),
      gitopsPlugin.getExtension('page:gitops'),
      gitopsPlugin.getExtension('sub-page:gitops/applications'),
      gitopsPlugin.getExtension('sub-page:gitops/alerts'),
      gitopsPlugin.getExtension('sub-page:gitops/instances'),
    ],
    initialRouteEntries: [address],
    mountedRoutes,
  });
}

/** The same page as the old frontend system mounts it. */
export async function mountLegacyPage(address: string): Promise<void> {
  await renderInTestApp(
    <TestApiProvider apis={[[gitopsApiRef, aClient()]]}>
      <Routes>
        <Route path="/gitops/*" element={<GitopsPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: {
        ...mountedRoutes,
        '/gitops': legacyPlugin.routes.root,
      },
    },
  );
}
