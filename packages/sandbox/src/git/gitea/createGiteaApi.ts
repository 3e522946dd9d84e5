import express from 'express';
import Router from 'express-promise-router';
import { callerOf, personOf } from '../credentials';
import { HostContext } from '../hostContext';
import { addBranchRoutes } from './branchRoutes';
import { GiteaError, giteaErrors } from './errors';
import { addOrganisationRoutes } from './organisationRoutes';
import { addPullRoutes } from './pullRoutes';
import { addRepositoryRoutes } from './repositoryRoutes';
import { requireAccount } from './requests';
import { addStatusRoutes } from './statusRoutes';
import { Users } from './users';
import { personShape, View } from './userShapes';

/** The part of Gitea's REST API at `/api/v1` that a portal reads and scaffolds with. */
export function createGiteaApi(context: HostContext): express.Router {
  const router = Router();
  const users = new Users(context);
  const view = (): View => ({ base: context.base(), users });

  router.use((_request, response, next) => {
    const refusal = context.apiRefusal();
    if (refusal?.kind === 'limited') {
      response.setHeader('Retry-After', refusal.retryAfterSeconds);
      throw new GiteaError(429, 'Too Many Requests');
    }
    if (refusal) {
      throw new GiteaError(401, 'token is required');
    }
    next();
  });
  router.use((request, _response, next) => {
    if (callerOf(request) === 'refused') {
      throw new GiteaError(401, 'token is required');
    }
    next();
  });
  router.use(express.json());

  router.get('/version', (_request, response) => {
    response.json({ version: '1.15.11' });
  });
  router.get('/user', (request, response) => {
    response.json(personShape(view(), personOf(requireAccount(request))));
  });
  addOrganisationRoutes(router, context, view);
  addRepositoryRoutes(router, context, view);
  addBranchRoutes(router, context, view);
  addPullRoutes(router, context, view);
  addStatusRoutes(router, context, view);

  router.use((_request, response) => {
    response.status(404).type('text').send('404 page not found\n');
  });
  router.use(giteaErrors(context.base));
  return router;
}
