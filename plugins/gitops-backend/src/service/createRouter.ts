import { HttpAuthService } from '@backstage/backend-plugin-api';
import express from 'express';
import Router from 'express-promise-router';
import { Authorizer } from './Authorizer';
import { Route } from './route';

/** Large enough for 500 entity refs of 1024 characters. */
const BODY_LIMIT = '1mb';

/** Answers the routes, each only to whom its permission allows. */
export function createRouter({
  routes,
  authorizer,
  httpAuth,
}: {
  routes: Route[];
  authorizer: Authorizer;
  httpAuth: HttpAuthService;
}): express.Router {
  const router = Router();
  const json = express.json({ limit: BODY_LIMIT });
  for (const { method, path, permission, handle } of routes) {
    router[method](path, json, async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      await authorizer.require(permission, credentials);
      const { params, query, body } = request;
      response.json(await handle({ params, query, body, credentials }));
    });
  }
  return router;
}
