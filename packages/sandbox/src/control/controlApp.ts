import express, { NextFunction, Request, Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v4';
import { APPLICATION_VERBS } from './applicationVerbs';
import { InputError, NotFoundError } from './errors';
import { RequestCounter } from './requestCounter';
import { REVIEWS_BEHAVIOURS, Verbs } from './verbs';

const target = z.object({ application: z.string().min(1) });
const commit = target.extend({ message: z.string().min(1).optional() });
const outage = z.object({ instance: z.string().min(1), on: z.boolean() });
const reviews = z.object({ behaviour: z.enum(REVIEWS_BEHAVIOURS) });

function read<T>(schema: z.ZodType<T>, request: Request): T {
  const result = schema.safeParse(request.body);
  if (!result.success) {
    throw new InputError(z.prettifyError(result.error));
  }
  return result.data;
}

/** The sandbox's own API: what the command line and tests steer the world with. */
export function createControlApp(
  verbs: Verbs,
  counter: RequestCounter,
): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  const router = Router();

  router.get('/applications', (_request, response) => {
    response.json({ items: verbs.list() });
  });
  router.post('/commit', async (request, response) => {
    const { application, message } = read(commit, request);
    response.json(await verbs.commit(application, message));
  });
  for (const verb of APPLICATION_VERBS) {
    router.post(`/${verb}`, async (request, response) => {
      const { application } = read(target, request);
      response.json(await verbs[verb](application));
    });
  }
  router.post('/outage', async (request, response) => {
    const { instance, on } = read(outage, request);
    response.json(await verbs.outage(instance, on));
  });
  router.post('/reviews', async (request, response) => {
    const { behaviour } = read(reviews, request);
    response.json(await verbs.reviews(behaviour));
  });
  router.get('/requests', (_request, response) => {
    response.json(counter.counts());
  });
  router.delete('/requests', (_request, response) => {
    counter.reset();
    response.status(204).end();
  });

  app.use(router);
  app.use((_request, response) => {
    response.status(404).json({ message: 'There is no such route' });
  });
  app.use(
    // Express tells an error handler by its four parameters.
    (
      error: unknown,
      _request: Request,
      response: Response,
      _next: NextFunction,
    ) => {
      const isKnown =
        error instanceof InputError || error instanceof NotFoundError;
      const message = error instanceof Error ? error.message : String(error);
      const status = isKnown || message.includes('JSON') ? 400 : 500;
      response.status(isKnown ? error.status : status).json({ message });
    },
  );
  return app;
}
