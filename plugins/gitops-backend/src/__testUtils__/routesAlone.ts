import { mockServices } from '@backstage/backend-test-utils';
import { Engine } from '@backstage-gitops/plugin-gitops-node';
import express from 'express';
import { Knex } from 'knex';
import { GitHistory } from '../git/types';
import { Operations } from '../operations/Operations';
import { Authorizer } from '../service/Authorizer';
import { createRouter } from '../service/createRouter';
import { createRoutes } from '../service/createRoutes';
import { EntityReader } from '../service/EntityReader';
import { InMemoryGitHistory } from './InMemoryGitHistory';
import { RestrictedCatalog } from './RestrictedCatalog';

/** Everything that is answered, without what goes on by itself. All is allowed. */
export function routesAlone({
  db,
  engines = [],
  catalog = new RestrictedCatalog([], []),
  git = new InMemoryGitHistory(),
}: {
  db: Knex;
  engines?: Engine[];
  catalog?: RestrictedCatalog;
  git?: GitHistory;
}): express.Router {
  const authorizer = new Authorizer(mockServices.permissions());
  return createRouter({
    routes: createRoutes({
      db,
      git,
      engines,
      environments: [],
      trustClaims: false,
      authorizer,
      reader: new EntityReader(catalog),
      userInfo: mockServices.userInfo(),
      operations: new Operations({
        db,
        logger: mockServices.logger.mock(),
        engines,
        onChanged: () => {},
      }),
      onChanged: () => {},
    }),
    authorizer,
    httpAuth: mockServices.httpAuth(),
    auditor: mockServices.auditor.mock(),
  });
}
