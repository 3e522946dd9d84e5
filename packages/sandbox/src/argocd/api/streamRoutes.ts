import { Response, Router } from 'express';
import { ClusterEvent } from '../../cluster/types';
import { ArgoContext } from '../context';
import { APPLICATION, appKeyString } from '../names';
import { projectFields } from '../rules/fields';
import { applicationView, withResourceHealth } from './applicationView';
import { applicationFilter, queryFields, queryText } from './query';

/** A comment that keeps an idle stream open, as Argo CD sends to readers of server-sent events. */
const HEARTBEAT_MS = 15_000;

/**
 * GET /stream/applications: one JSON object per line, or server-sent events for
 * who accepts `text/event-stream`.
 */
export function streamRoutes({ home, compared }: ArgoContext): {
  router: Router;
  close(): void;
} {
  const router = Router();
  /** What ends each open stream's own work. */
  const open = new Map<Response, () => void>();

  router.get('/stream/applications', (request, response) => {
    const accepts = applicationFilter(request);
    const fields = queryFields(request);
    const resourceVersion = queryText(request, 'resourceVersion');
    const isSse = request.headers.accept === 'text/event-stream';
    response.setHeader(
      'Content-Type',
      isSse ? 'text/event-stream' : 'application/json',
    );
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.flushHeaders();

    const write = (text: string) => {
      if (!response.writableEnded && !response.destroyed) response.write(text);
    };
    const send = ({ type, object }: ClusterEvent) => {
      const version = Number(object.metadata.resourceVersion);
      if (
        object.kind !== APPLICATION.kind ||
        !accepts(object) ||
        version < Number(resourceVersion)
      ) {
        return;
      }
      const key = appKeyString({
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name,
      });
      const application = withResourceHealth(
        applicationView(object),
        compared.get(key),
      );
      const result =
        fields.length > 0
          ? {
              application: projectFields(
                application,
                fields,
                'result.application.',
              ),
              type,
            }
          : { type, application };
      const line = JSON.stringify({ result });
      write(isSse ? `data: ${line} \n\n` : `${line}\n`);
    };

    // One application is always sent first, so that who follows a sync misses nothing.
    if (!resourceVersion || queryText(request, 'name')) {
      for (const object of home.list(APPLICATION)) {
        send({ type: 'ADDED', object });
      }
    }
    const unsubscribe = home.subscribe(send);
    const heartbeat = isSse
      ? setInterval(() => write(':\n'), HEARTBEAT_MS).unref()
      : undefined;
    const forget = () => {
      unsubscribe();
      clearInterval(heartbeat);
      open.delete(response);
    };
    open.set(response, forget);
    response.on('close', forget);
    if (response.destroyed) forget();
  });

  return {
    router,
    close() {
      for (const [response, forget] of open) {
        // A reader that does not read never lets the response close by itself.
        forget();
        response.end();
      }
    },
  };
}
