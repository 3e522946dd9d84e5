import { createServer, type Server } from 'node:http';
import express from 'express';
import { createCluster, type ClusterOptions } from '../createCluster';
import { type Account, administrator } from '../http/auth';

export const TOKEN = 'secret';
/** The account of the recordings that may do nothing. */
const powerless: Account = {
  token: 'powerless',
  namespace: 'fx-old',
  name: 'viewer',
  may: () => false,
};
export const asPowerless = { Authorization: `Bearer ${powerless.token}` };

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A watch answers with one JSON document per line. */
function isLines(text: string): boolean {
  return text.endsWith('\n');
}

/** A cluster that listens on loopback until `stop`. */
export async function serve(options: Partial<ClusterOptions> = {}) {
  const made = createCluster({
    name: 'test',
    accounts: [administrator(TOKEN), powerless],
    clock: () => new Date('2026-11-21T00:02:25Z'),
    namespaces: ['fx-old', 'fx-shop'],
    ...options,
  });
  const server: Server = createServer(express().use(made.api));
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;

  return {
    ...made,
    port,
    url,
    async request(
      path: string,
      init: { method?: string; headers?: object; body?: unknown } = {},
    ): Promise<Answer> {
      const { body } = init;
      const response = await fetch(`${url}${path}`, {
        method: init.method,
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          Accept: 'application/json',
          ...init.headers,
        },
        body:
          typeof body === 'string' || body === undefined
            ? body
            : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = response.headers
        .get('content-type')
        ?.startsWith('application/json');
      return {
        status: response.status,
        headers: response.headers,
        body: isJson && text && !isLines(text) ? JSON.parse(text) : text,
      };
    },
    async stop() {
      made.close();
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    },
  };
}

export type Served = Awaited<ReturnType<typeof serve>>;
