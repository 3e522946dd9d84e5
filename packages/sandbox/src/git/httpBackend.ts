import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Request, Response } from 'express';
import { BareRepository } from './bareRepository';
import { gitEnvironment } from './runGit';

export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** One of the two requests of a fetch or a push over smart HTTP. */
export interface GitRequest {
  service: GitService;
  step: 'info/refs' | 'exchange';
  /** Login of somebody who may push; without one a push is refused. */
  pusher?: string;
}

function cgiEnvironment(
  request: Request,
  repository: BareRepository,
  { service, step, pusher }: GitRequest,
): NodeJS.ProcessEnv {
  const optional = {
    CONTENT_TYPE: request.header('content-type'),
    CONTENT_LENGTH: request.header('content-length'),
    HTTP_CONTENT_ENCODING: request.header('content-encoding'),
    HTTP_GIT_PROTOCOL: request.header('git-protocol'),
    GIT_PROTOCOL: request.header('git-protocol'),
    REMOTE_USER: pusher,
  };
  const isDiscovery = step === 'info/refs';
  return {
    ...gitEnvironment(),
    ...Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ),
    GIT_PROJECT_ROOT: repository.directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${isDiscovery ? step : service}`,
    QUERY_STRING: isDiscovery ? `service=${service}` : '',
    REQUEST_METHOD: isDiscovery ? 'GET' : 'POST',
    REMOTE_ADDR: '127.0.0.1',
  };
}

function sendHead(head: string, response: Response): void {
  for (const line of head.split('\r\n')) {
    const [name, ...rest] = line.split(': ');
    const value = rest.join(': ');
    if (name.toLowerCase() === 'status') {
      response.status(Number.parseInt(value, 10));
    } else if (name) {
      response.setHeader(name, value);
    }
  }
}

/**
 * Answers one request with `git http-backend`. The response is left
 * open for the caller to end.
 */
export async function serveGit(
  request: Request,
  response: Response,
  repository: BareRepository,
  gitRequest: GitRequest,
): Promise<void> {
  // The repository refuses every push; one request lifts that, for itself.
  const allow = gitRequest.pusher ? ['-c', 'http.receivepack=true'] : [];
  const child = spawn('git', [...allow, 'http-backend'], {
    cwd: repository.directory,
    env: cgiEnvironment(request, repository, gitRequest),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Output that nobody takes any more must not keep the child from ending.
  response.on('close', () => {
    child.kill();
    child.stdout.destroy();
  });
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);

  let pending: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (pending === undefined) {
      if (!response.write(chunk)) {
        child.stdout.pause();
        response.once('drain', () => child.stdout.resume());
      }
      return;
    }
    pending = Buffer.concat([pending, chunk]);
    const end = pending.indexOf('\r\n\r\n');
    if (end >= 0) {
      sendHead(pending.toString('latin1', 0, end), response);
      response.write(pending.subarray(end + 4));
      pending = undefined;
    }
  });
  await once(child, 'close');
  if (pending !== undefined && !response.headersSent) {
    response
      .status(500)
      .type('text')
      .write('git http-backend gave no answer\n');
  }
}
