import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ReadableStream } from 'node:stream/web';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Request, Response, Router } from 'express';

interface KnownCluster {
  name: string;
  url: string;
  token: string;
}

/**
 * The two routes of Backstage's Kubernetes backend that Flux is observed
 * through. The real one cannot be loaded by Jest (its client is published as
 * ES modules only); the browser tests run with it.
 */
export function kubernetesPlugin(clusters: KnownCluster[]) {
  return createBackendPlugin({
    pluginId: 'kubernetes',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const router = Router();
          router.get('/clusters', (_, response) => {
            response.json({
              items: clusters.map(({ name }) => ({
                name,
                authProvider: 'serviceAccount',
              })),
            });
          });
          router.use('/proxy', (request, response) =>
            forward(clusters, request, response),
          );
          http.use(router);
        },
      });
    },
  });
}

async function forward(
  clusters: KnownCluster[],
  request: Request,
  response: Response,
): Promise<void> {
  const wanted = request.header('backstage-kubernetes-cluster');
  const cluster = clusters.find(({ name }) => name === wanted);
  if (!cluster) {
    response.status(404).json({ error: `Cluster '${wanted}' not found` });
    return;
  }
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  try {
    const answer = await fetch(`${cluster.url}${request.url}`, {
      method: request.method,
      headers: {
        accept: request.header('accept') ?? 'application/json',
        'content-type': request.header('content-type') ?? '',
        authorization: `Bearer ${cluster.token}`,
      },
      body: request.method === 'GET' ? undefined : await text(request),
      signal: abort.signal,
    });
    response.status(answer.status);
    response.setHeader(
      'content-type',
      answer.headers.get('content-type') ?? 'application/json',
    );
    // The stream of `fetch` and that of Node are one, but typed apart.
    const body = Readable.fromWeb(answer.body as ReadableStream);
    body.on('error', () => response.destroy());
    body.pipe(response);
  } catch (error) {
    if (!response.headersSent) response.status(500).json({ error: `${error}` });
    response.destroy();
  }
}
