import { Router } from 'express';
import { sendAnswer } from './auth';

/** The ApplicationSets: there are none, as the clusters here do not serve them. */
export function applicationSetRoutes(): Router {
  const router = Router();
  router.get('/applicationsets', (_request, response) => {
    sendAnswer(response, { metadata: {}, items: [] });
  });
  return router;
}
