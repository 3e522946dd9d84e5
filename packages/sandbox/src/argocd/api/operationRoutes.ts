import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { InitiatedBy } from '../application';
import { findApplication } from '../applicationStore';
import { ArgoContext } from '../context';
import { invalidArgument, mayNot, permissionDenied } from '../errors';
import { isRecord } from '../json';
import { API_SERVER, AppKey, applicationRef } from '../names';
import { requestRollback, requestSync } from '../requestSync';
import { applicationView } from './applicationView';
import { requireSession, sendAnswer } from './auth';
import { appKeyOf } from './query';
import { Sessions } from './sessions';

const selectedResource = z.object({
  group: z.string().optional(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

const syncBody = z.object({
  appNamespace: z.string().optional(),
  project: z.string().optional(),
  revision: z.string().optional(),
  prune: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  resources: z.array(selectedResource).nullish(),
  infos: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  syncOptions: z.object({ items: z.array(z.string()) }).nullish(),
  retryStrategy: z.looseObject({ limit: z.number().optional() }).nullish(),
});

const rollbackBody = z.object({
  appNamespace: z.string().optional(),
  id: z.number().default(0),
  prune: z.boolean().optional(),
  dryRun: z.boolean().optional(),
});

/** The acting half of /applications. */
export function operationRoutes(
  context: ArgoContext,
  sessions: Sessions,
  begin: (key: AppKey) => void,
): Router {
  const { home, clock } = context;
  const router = PromiseRouter();

  /** Who acts; throws 403 for who may only look. */
  const actorOf = (request: Request): InitiatedBy => {
    const { username, readOnly } = requireSession(request, sessions);
    if (readOnly) {
      throw permissionDenied();
    }
    return { username };
  };

  router.post('/applications/:name/sync', async (request, response) => {
    const body = parseBody(syncBody, request.body);
    const key = appKeyOf(request, body.appNamespace);
    const { project } = findApplication(home, key)?.spec ?? {};
    if (!project || (body.project && body.project !== project)) {
      throw permissionDenied();
    }
    const session = requireSession(request, sessions);
    if (session.readOnly) {
      throw mayNot('sync', { project, name: key.name }, session);
    }
    const object = await requestSync(context, key, {
      revision: body.revision,
      prune: body.prune,
      dryRun: body.dryRun,
      resources: body.resources ?? undefined,
      infos: body.infos ?? undefined,
      syncOptions: body.syncOptions?.items,
      retry: body.retryStrategy ?? undefined,
      initiatedBy: { username: session.username },
      at: clock(),
    });
    begin(key);
    sendAnswer(response, applicationView(object));
  });

  router.post('/applications/:name/rollback', async (request, response) => {
    const body = parseBody(rollbackBody, request.body);
    const key = appKeyOf(request, body.appNamespace);
    const object = await requestRollback(context, key, {
      ...body,
      initiatedBy: actorOf(request),
      at: clock(),
    });
    begin(key);
    sendAnswer(response, applicationView(object));
  });

  router.delete('/applications/:name/operation', (request, response) => {
    const key = appKeyOf(request);
    actorOf(request);
    const app = findApplication(home, key);
    if (!app) {
      throw permissionDenied();
    }
    if (!app.operation || !app.status.operationState) {
      throw invalidArgument(
        'Unable to terminate operation. No operation is in progress',
      );
    }
    home.edit(
      applicationRef(key),
      ({ status }) => {
        if (isRecord(status) && isRecord(status.operationState)) {
          status.operationState.phase = 'Terminating';
        }
      },
      { manager: API_SERVER, at: clock() },
    );
    sendAnswer(response, {});
  });

  return router;
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) {
    throw invalidArgument(z.prettifyError(parsed.error));
  }
  return parsed.data;
}
