import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { HostContext } from '../hostContext';
import { addFilePages } from './filePages';
import { addPullPages } from './pullPages';
import { addRepositoryPages } from './repositoryPages';
import { sendText } from './html';

/** What somebody sees who opens a link to this host in a browser. */
export function createPages(context: HostContext): ExpressRouter {
  const router = Router();
  addFilePages(router, context);
  addPullPages(router, context);
  addRepositoryPages(router, context);
  router.use((_request, response) => sendText(response, 'Not Found\n', 404));
  return router;
}
