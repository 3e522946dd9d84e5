import { Router } from 'express';
import { sendAnswer } from './auth';

/** What an account may do: everything, here. */
export function accountRoutes(): Router {
  const router = Router();
  router.get('/account/can-i/:resource/:action/*', (_request, response) => {
    sendAnswer(response, { value: 'yes' });
  });
  return router;
}
