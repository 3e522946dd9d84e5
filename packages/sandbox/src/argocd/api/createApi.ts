import express, {
  NextFunction,
  Request,
  Response,
  RequestHandler,
} from 'express';
import { z } from 'zod';
import { ArgoContext } from '../context';
import { ApiError, wrongPassword } from '../errors';
import { Reconciler } from '../reconciler';
import { accountRoutes } from './accountRoutes';
import { applicationRoutes } from './applicationRoutes';
import { applicationSetRoutes } from './applicationSetRoutes';
import { requireSession, sendAnswer, sendError, sessionOf } from './auth';
import { operationRoutes } from './operationRoutes';
import { projectRoutes } from './projectRoutes';
import { Account, createSessions } from './sessions';
import { streamRoutes } from './streamRoutes';

const VERSION = 'v3.5.1+109ca7c';

const loginBody = z.object({ username: z.string(), password: z.string() });

/** The REST API of one Argo CD; `close` ends its event streams. */
export function createApi({
  context,
  reconciler,
  accounts,
}: {
  context: ArgoContext;
  reconciler: Reconciler;
  accounts: Account[];
}): { handler: RequestHandler; close(): void } {
  const sessions = createSessions(accounts, context.clock);
  const stream = streamRoutes(context);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.json({ limit: '1mb' }));

  app.get('/api/version', (request, response) => {
    const known = sessionOf(request, sessions) !== undefined;
    sendAnswer(response, {
      Version: VERSION,
      ...(known && {
        BuildDate: '2026-08-12T00:00:00Z',
        GitCommit: '109ca7ca71',
        GitTreeState: 'clean',
        GoVersion: 'go1.26.11',
        Compiler: 'gc',
        Platform: 'linux/amd64',
        KustomizeVersion: 'v5.7.1',
        HelmVersion: '',
        JsonnetVersion: 'v0.20.0',
      }),
    });
  });

  app.post('/api/v1/session', (request, response) => {
    const body = loginBody.safeParse(request.body);
    const token = body.success
      ? sessions.login(body.data.username, body.data.password)
      : undefined;
    if (token === undefined) {
      throw wrongPassword();
    }
    sendAnswer(response, { token });
  });

  app.get('/api/v1/session/userinfo', (request, response) => {
    const session = sessionOf(request, sessions);
    sendAnswer(
      response,
      session
        ? { loggedIn: true, username: session.username, iss: 'argocd' }
        : {},
    );
  });

  app.use(
    '/api/v1',
    (request, _response, next) => {
      requireSession(request, sessions);
      next();
    },
    stream.router,
    accountRoutes(),
    applicationRoutes(context, reconciler),
    applicationSetRoutes(),
    projectRoutes(context),
    operationRoutes(context, sessions, reconciler.operationRequested),
  );

  app.use('/api', (_request: Request, response: Response) => {
    sendError(response, new ApiError(5, 'Not Found'));
  });
  app.use(
    (
      error: unknown,
      _request: Request,
      response: Response,
      next: NextFunction,
    ) => {
      if (response.headersSent) {
        next(error);
        return;
      }
      const words = error instanceof Error ? error.message : String(error);
      sendError(
        response,
        error instanceof ApiError ? error : new ApiError(2, words),
      );
    },
  );

  return { handler: app, close: stream.close };
}
