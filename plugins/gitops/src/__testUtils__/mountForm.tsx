import { renderTestApp } from '@backstage/frontend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ScaffolderPage,
  scaffolderPlugin as legacyScaffolderPlugin,
} from '@backstage/plugin-scaffolder';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { ScaffolderClient } from '@backstage/plugin-scaffolder-common';
import {
  scaffolderApiRef,
  ScaffolderFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { Route, Routes } from 'react-router-dom';
import { GitopsFilesFieldExtension } from '../legacy';
import { gitopsPlugin } from '../plugin';
import { template } from './scaffolder';

const ADDRESS = '/create/templates/default/new-gitops-repository';

const catalogApi = catalogApiMock({ entities: [template] });

const scaffolderApi = new ScaffolderClient({
  discoveryApi: {
    getBaseUrl: async () => 'http://localhost/api/scaffolder',
  },
  fetchApi: { fetch: (input, init) => fetch(input, init) },
  scmIntegrationsApi: ScmIntegrations.fromConfig(mockApis.config()),
});

/** The form of the template, as the scaffolder of either frontend system shows it. */
export const mountForm = {
  async 'the new frontend system'() {
    renderTestApp({
      features: [scaffolderPlugin, gitopsPlugin],
      apis: [[catalogApiRef, catalogApi]],
      initialRouteEntries: [ADDRESS],
    });
  },
  async 'the old frontend system'() {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApi],
          [scaffolderApiRef, scaffolderApi],
        ]}
      >
        <Routes>
          <Route path="/create" element={<ScaffolderPage />}>
            <Route
              path="*"
              element={
                <ScaffolderFieldExtensions>
                  <GitopsFilesFieldExtension />
                </ScaffolderFieldExtensions>
              }
            />
          </Route>
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: [ADDRESS],
        mountedRoutes: { '/create': legacyScaffolderPlugin.routes.root },
      },
    );
  },
  async 'a portal without the field'() {
    renderTestApp({
      features: [scaffolderPlugin],
      apis: [[catalogApiRef, catalogApi]],
      initialRouteEntries: [ADDRESS],
    });
  },
};
