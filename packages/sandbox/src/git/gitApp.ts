import express, { NextFunction, Request, Response } from 'express';
import { createGiteaApi } from './gitea/createGiteaApi';
import { HostContext } from './hostContext';
import { createPages } from './pages/createPages';
import { sendText } from './pages/html';
import { createSmartHttp } from './smartHttp';

/** Everything the Git host answers over HTTP: Git itself, REST, pages for people. */
export function createGitApp(context: HostContext): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/api/v1', createGiteaApi(context));
  app.use(createSmartHttp(context));
  app.use(createPages(context));
  app.use(
    // Express tells an error handler by its four parameters.
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
      const message = error instanceof Error ? error.message : String(error);
      sendText(response, `${message}\n`, 500);
    },
  );
  return app;
}
