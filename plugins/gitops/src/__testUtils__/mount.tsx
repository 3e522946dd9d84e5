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
import { EntityGitopsCard, EntityGitopsContent } from '../legacy';
import { gitopsPlugin } from '../plugin';

const BASE_URL = 'http://localhost/api/gitops';

/** The same pieces as either frontend system mounts them. */
export const mount = {
  async 'the new frontend system'(piece: 'card' | 'tab', entity: Entity) {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        gitopsPlugin.getExtension('api:gitops'),
        gitopsPlugin.getExtension(
          piece === 'card' ? 'entity-card:gitops' : 'entity-content:gitops',
        ),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    });
  },
  async 'the old frontend system'(piece: 'card' | 'tab', entity: Entity) {
    const client = new GitopsClient({
      discoveryApi: { getBaseUrl: async () => BASE_URL },
      fetchApi: { fetch: (input, init) => fetch(input, init) },
    });
    await renderInTestApp(
      <TestApiProvider apis={[[gitopsApiRef, client]]}>
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
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
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
    ],
    initialRouteEntries: [address],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}
