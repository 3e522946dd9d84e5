import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { ArgocdCredentials } from './config';
import { listenOnLoopback } from './__testUtils__/listenOnLoopback';
import { argocdInstance } from './__testUtils__/observe';
import { recordedApplication } from './__testUtils__/recordings';
import { projectApplication } from './project/projectApplication';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server | undefined;
afterEach(async () => {
  await new Promise(resolve => server?.close(resolve));
  server = undefined;
});

/** A real server on the loopback interface, for what only real connections do. */
async function serve(answer: Answer): Promise<string> {
  const listening = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  server = listening;
  return `http://127.0.0.1:${await listenOnLoopback(listening)}`;
}

function sync(url: string, credentials?: ArgocdCredentials) {
  return argocdInstance({ url, credentials }).operate(
    projectApplication(recordedApplication('get-degraded'), {
      frontendUrl: url,
    }),
    {
      id: '5f0c7a52',
      type: 'sync',
      options: { prune: false },
      requestedBy: 'user:default/robin',
    },
    { signal: new AbortController().signal },
  );
}

describe('an Argo CD that falls silent', () => {
  it('may have taken a sync on whose answer never came: it is not repeated', async () => {
    const paths: Array<string | undefined> = [];
    const url = await serve((request, response) => {
      paths.push(request.url);
      response.destroy();
    });
    expect(await sync(url)).toEqual({
      phase: 'Unknown',
      message:
        'Argo CD main cannot be reached: the connection was closed; whether it took the sync on is not known. Look there before trying again.',
    });
    expect(paths).toEqual(['/api/v1/applications/degraded-production/sync']);
  });

  it('has not taken on what it was never told', async () => {
    const url = await serve((_, response) => response.destroy());
    const account: ArgocdCredentials = {
      type: 'password',
      username: 'portal',
      password: 'secret',
    };
    await expect(sync(url, account)).rejects.toThrow(
      'Argo CD main cannot be reached: the connection was closed',
    );
    await new Promise(resolve => server?.close(resolve));
    await expect(sync(url)).rejects.toThrow(
      'Argo CD main cannot be reached: ECONNREFUSED',
    );
  });
});
