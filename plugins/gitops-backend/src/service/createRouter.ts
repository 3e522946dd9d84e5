import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { audited } from '@backstage-gitops/plugin-gitops-node';
import express from 'express';
import Router from 'express-promise-router';
import { Authorizer } from './Authorizer';
import { Route, RouteRequest } from './route';

/** Large enough for 500 entity refs of 1024 characters. */
const BODY_LIMIT = '1mb';

/** Answers the routes, each only to whom its permission allows. */
export function createRouter({
  routes,
  authorizer,
  httpAuth,
  auditor,
}: {
  routes: Route[];
  authorizer: Authorizer;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): express.Router {
  const router = Router();
  const json = express.json({ limit: BODY_LIMIT });
  for (const route of routes) {
    const { method, path, permission, audit, handle } = route;
    const answer = async (asked: RouteRequest) => {
      if (route.isTurned) {
        await authorizer.requireToSee(permission, asked.credentials);
      } else {
        await authorizer.require(permission, asked.credentials);
      }
      return handle(asked);
    };
    router[method](path, json, async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const { params, query, body } = request;
      const asked = { params, query, body, credentials };
      if (!audit) {
        response.json(await answer(asked));
        return;
      }
      const { eventId, outcome } = audit;
      const about = await audit.about(asked);
      response.json(
        await audited(
          auditor,
          { eventId, request, about },
          () => answer(asked),
          outcome,
        ),
      );
    });
  }
  return router;
}
