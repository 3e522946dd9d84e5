import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Request, Response } from 'express';
import { BareRepository } from './bareRepository';
import { gitEnvironment } from './runGit';

/** The two requests of a fetch over smart HTTP; nothing else is passed on. */
export type FetchStep = 'info/refs' | 'git-upload-pack';

function cgiEnvironment(
  request: Request,
  repository: BareRepository,
  step: FetchStep,
): NodeJS.ProcessEnv {
  const optional = {
    CONTENT_TYPE: request.header('content-type'),
    CONTENT_LENGTH: request.header('content-length'),
    HTTP_CONTENT_ENCODING: request.header('content-encoding'),
    HTTP_GIT_PROTOCOL: request.header('git-protocol'),
    GIT_PROTOCOL: request.header('git-protocol'),
  };
  return {
    ...gitEnvironment(),
    ...Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ),
    GIT_PROJECT_ROOT: repository.directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${step}`,
    QUERY_STRING: step === 'info/refs' ? 'service=git-upload-pack' : '',
    REQUEST_METHOD: step === 'info/refs' ? 'GET' : 'POST',
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

/** Answers one request with `git http-backend`. */
export async function serveGit(
  request: Request,
  response: Response,
  repository: BareRepository,
  step: FetchStep,
): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    cwd: repository.directory,
    env: cgiEnvironment(request, repository, step),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  response.on('close', () => child.kill());
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
    response.status(500).type('text').send('git http-backend gave no answer\n');
    return;
  }
  response.end();
}
