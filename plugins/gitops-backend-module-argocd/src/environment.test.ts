import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Server } from 'node:https';
import { ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { listenOnLoopback } from './__testUtils__/listenOnLoopback';
import { LoopbackProxy } from './__testUtils__/LoopbackProxy';
import { madeCertificate } from './__testUtils__/madeCertificate';
import { recordedBody } from './__testUtils__/recordings';

/** A name that no DNS knows: who reaches it has asked the proxy. */
const HOST = 'argocd.test';
const APPLICATION = recordedBody('get-degraded');

const directory = createMockDirectory();
let certificate: ReturnType<typeof madeCertificate>;
let argocd: Server;
let proxy: LoopbackProxy;
let proxyUrl: string;
let loopbackUrl: string;
let streams: ServerResponse[];
let child: ChildProcess | undefined;

function send(type: string, stream: ServerResponse): void {
  const result = { type, application: APPLICATION };
  stream.write(`data: ${JSON.stringify({ result })}\n\n`);
}

beforeAll(async () => {
  certificate = madeCertificate(directory.path, HOST);
  argocd = createServer(certificate, (request, response) => {
    if (request.url?.startsWith('/api/v1/stream/')) {
      streams.push(response);
      response.setHeader('content-type', 'text/event-stream');
      send('ADDED', response);
    } else {
      const isList = request.url?.startsWith('/api/v1/applications?');
      response.end(JSON.stringify({ items: isList ? [APPLICATION] : null }));
    }
  });
  const port = await listenOnLoopback(argocd);
  loopbackUrl = `https://127.0.0.1:${port}`;
  proxy = new LoopbackProxy(port);
  proxyUrl = await proxy.start();
});

beforeEach(() => {
  streams = [];
  proxy.asked.length = 0;
  proxy.refuses = false;
});

afterEach(async () => {
  if (child?.exitCode === null && child.kill()) await once(child, 'exit');
  child = undefined;
});

afterAll(() => {
  proxy.stop();
  argocd.closeAllConnections();
  argocd.close();
});

/** What an observing process tells one by one, that has only these of such variables. */
function observe(url: string, variables: Record<string, string>) {
  const others = Object.entries(process.env).filter(
    ([name]) => !/_proxy$|_ca_certs$/i.test(name),
  );
  const started = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      require.resolve('./__testUtils__/observeProcess'),
      url,
    ],
    {
      env: { ...Object.fromEntries(others), ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child = started;
  const lines = createInterface(started.stdout)[Symbol.asyncIterator]();
  return async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    return done ? undefined : JSON.parse(value);
  };
}

describe('an Argo CD is reached as the environment of the process says', () => {
  it('with a CA of your own', async () => {
    const next = observe(loopbackUrl, {
      NODE_EXTRA_CA_CERTS: certificate.file,
    });
    expect(await next()).toEqual({ type: 'snapshot' });
  });

  it('and not without it', async () => {
    const next = observe(loopbackUrl, {});
    expect(await next()).toEqual({
      error:
        'Argo CD main cannot be reached: its certificate is not of a CA that is trusted here (DEPTH_ZERO_SELF_SIGNED_CERT); NODE_EXTRA_CA_CERTS names more',
    });
  });

  const behindProxy = () => ({
    NODE_EXTRA_CA_CERTS: certificate.file,
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: proxyUrl,
  });

  it('through a proxy, the stream too', async () => {
    const next = observe(`https://${HOST}`, behindProxy());
    expect(await next()).toEqual({ type: 'snapshot' });
    streams.forEach(stream => send('MODIFIED', stream));
    expect(await next()).toEqual({ type: 'changed' });
    expect(new Set(proxy.asked)).toEqual(new Set([`${HOST}:443`]));
  });

  it('past the proxy, where it is not for that host', async () => {
    const next = observe(loopbackUrl, {
      ...behindProxy(),
      NO_PROXY: '127.0.0.1',
    });
    expect(await next()).toEqual({ type: 'snapshot' });
    expect(proxy.asked).toEqual([]);
  });

  it('and it is told that a proxy refuses', async () => {
    proxy.refuses = true;
    const next = observe(`https://${HOST}`, behindProxy());
    expect(await next()).toEqual({
      error: expect.stringMatching(
        /^Argo CD main cannot be reached: .*[Pp]roxy.*407/,
      ),
    });
  });
});
