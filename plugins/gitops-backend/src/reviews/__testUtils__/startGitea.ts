import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';

interface Refusal {
  status: number;
  headers?: Record<string, string>;
  /** Only what has this in its path. */
  of?: string;
}

export interface TestGitea {
  host: string;
  url: string;
  integrations: ScmIntegrations;
  /** SHAs asked about, in order. */
  asked: string[];
  /** Answers with that instead; undefined: as it should. */
  refuse(refusal: Refusal | undefined): void;
  close(): Promise<void>;
}

const COMMIT = /^\/api\/v1\/repos\/acme\/([a-z]+)\/git\/commits\/([0-9a-f]+)/;

/** A Gitea with `acme/fleet` and `acme/web`, all of whose commits were pushed past pull requests. */
export async function startGitea(): Promise<TestGitea> {
  const asked: string[] = [];
  let refusal: Refusal | undefined;
  const send = (response: ServerResponse, status: number, body: unknown) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));

  const server = createServer((request, response) => {
    const { url = '' } = request;
    if (refusal && url.includes(refusal.of ?? '')) {
      response.writeHead(refusal.status, refusal.headers).end();
      return;
    }
    if (!/^\/api\/v1\/repos\/acme\/(?:fleet|web)\b/.test(url)) {
      send(response, 404, { message: 'not found' });
      return;
    }
    const sha = COMMIT.exec(url)?.[2];
    if (sha) {
      asked.push(sha);
      send(response, 200, {
        sha,
        commit: {
          message: 'Change\n',
          author: { email: 'robin@example.com', date: '2026-11-01T10:00:00Z' },
          verification: {
            verified: false,
            reason: 'gpg.error.not_signed_commit',
          },
        },
      });
    } else if (url.includes('/status')) {
      send(response, 200, { state: 'success', total_count: 1 });
    } else {
      send(response, 404, { message: 'not found' });
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is always this.
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const url = `http://${host}`;
  return {
    host,
    url,
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitea: [{ host, baseUrl: url }],
          gerrit: [
            {
              host: 'gerrit.example.com',
              gitilesBaseUrl: 'https://gerrit.example.com/gitiles',
            },
          ],
        },
      }),
    ),
    asked,
    refuse(wanted) {
      refusal = wanted;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
