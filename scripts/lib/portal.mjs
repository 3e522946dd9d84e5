import { get } from 'node:http';
import { lastLines, recordOutput } from './logs.mjs';
import { inRoot } from './paths.mjs';
import { startProcess } from './processes.mjs';
import { inWords, Problem, say } from './say.mjs';
import { TRANSFORM } from './typescript.mjs';

export const PORTAL_URL = 'http://localhost:3000';

/** How long the slowest machine may take, in milliseconds. */
const PATIENCE = 240_000;
const CLI = inRoot('node_modules/@backstage/cli/bin/backstage-cli');

const PARTS = {
  sandbox: {
    args: [...TRANSFORM, inRoot('packages/sandbox/src/main.ts')],
    cwd: inRoot('.'),
    answers: 'http://127.0.0.1:7015/applications',
  },
  backend: {
    args: [...TRANSFORM, inRoot('packages/backend/src/index.ts')],
    // Starts again when a file changes, but stays when it fails.
    watchArgs: [CLI, 'package', 'start'],
    cwd: inRoot('packages/backend'),
    // After which the process would stay, and answer nothing.
    gaveUp: /Backend startup failed/,
    // Once its users can sign in the catalog has been read, too.
    answers: 'http://localhost:7007/api/auth/sandbox/refresh',
    headers: { 'x-sandbox-user': 'robin' },
  },
  app: {
    args: [CLI, 'package', 'start'],
    cwd: inRoot('packages/app'),
    answers: PORTAL_URL,
  },
};

/**
 * Starts the sandbox, the backend and the app, and waits until all answer.
 *
 * @param options `verbose` shows all that they say; with `watch` the backend
 * follows changes of its files, as the app always does
 * @returns `{ ended, end }`: `ended` resolves to a `Problem` when one of the
 * three ends by itself
 */
export async function startPortal(env, options = {}) {
  const parts = [];
  const start = async name => {
    const part = await startPart(name, env, options);
    parts.push(part);
    await Promise.race([
      untilAnswers(name, PARTS[name]),
      part.ended.then(problem => {
        throw problem;
      }),
    ]);
  };
  // The app needs nothing of the others to be built. The backend looks for its
  // engines at once, and would wait before it looks again.
  await Promise.all([
    start('app'),
    start('sandbox').then(() => start('backend')),
  ]);
  return {
    ended: Promise.race(parts.map(({ ended }) => ended)),
    end: () => Promise.all(parts.map(({ end }) => end())),
  };
}

async function startPart(name, env, { verbose, watch }) {
  const { args, watchArgs, gaveUp, cwd } = PARTS[name];
  const started = startProcess('node', (watch && watchArgs) || args, {
    cwd,
    env: { ...env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = await recordOutput(name, started, {
    verbose,
    onLine: line => {
      if (!watch && gaveUp?.test(line)) started.end();
    },
  });
  const ended = started.ended.then(async () => {
    const last = await lastLines(log, 15);
    return new Problem(
      `The ${name} ended by itself. The last lines of ${log}:\n\n${last}`,
    );
  });
  return { ended, end: started.end };
}

async function untilAnswers(name, { answers: url, headers }) {
  const began = Date.now();
  while (Date.now() - began < PATIENCE) {
    if (await answers(url, headers)) {
      say(`  ${name} is up after ${inWords((Date.now() - began) / 1000)}`);
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
  throw new Problem(
    `The ${name} does not answer at ${url} after ${inWords(PATIENCE / 1000)}.`,
  );
}

/** Not `fetch`: Node 18 warns of it. */
function answers(url, headers) {
  return new Promise(resolve => {
    const request = get(url, { headers, timeout: 60_000 }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
    request.on('timeout', () => request.destroy());
  });
}
