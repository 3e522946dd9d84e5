import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** How long a process may take to end by itself, in milliseconds. */
const GRACE = 8_000;
const WINDOWS = process.platform === 'win32';

/** Everything started and not yet ended. */
const running = new Set();
let closing = false;

/**
 * Starts a program in a process group of its own, so that ending it ends what
 * it started in turn. A Ctrl-C in the terminal thus reaches only the launcher,
 * which ends the rest in order.
 *
 * @returns `{ child, ended, end }`: `ended` resolves to `{ code, signal }`
 * and never rejects; a program that cannot be started ends with code 127 and
 * `error`. `end` asks it to stop, insists after some seconds, and resolves when
 * it is gone.
 */
export function startProcess(command, args, options = {}) {
  if (closing) throw new Error('Stopping: nothing more is started');
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: !WINDOWS,
    shell: WINDOWS,
    windowsHide: true,
    ...options,
  });
  const ended = new Promise(resolve => {
    child.once('error', error =>
      resolve({ code: 127, signal: null, error: error.message }),
    );
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const started = { child, ended, end: () => endGroup(started) };
  running.add(started);
  child.once('exit', () => {
    // Whatever the program left behind in its group goes with it.
    signalGroup(child, 'SIGTERM');
  });
  ended.then(() => running.delete(started));
  return started;
}

/** The exit code of an ended process as a shell would give it. */
export function exitCode({ code, signal }) {
  const numbers = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };
  return code ?? numbers[signal] ?? 1;
}

/** Runs a program to its end. `output` holds both streams, `stdout` only the one, unless `stdio` says otherwise. */
export async function run(command, args, { onLine, timeout, ...options } = {}) {
  const started = startProcess(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  const timer = timeout && setTimeout(() => started.end(), timeout);
  let output = '';
  let stdout = '';
  started.child.stdout?.on('data', chunk => {
    stdout += chunk;
  });
  for (const stream of [started.child.stdout, started.child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', chunk => {
      output += chunk;
    });
    if (stream && onLine) eachLine(stream, onLine);
  }
  const result = await started.ended;
  clearTimeout(timer);
  return { ...result, code: exitCode(result), output, stdout };
}

/** Calls back for each line of a stream, the last one included. */
export function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', chunk => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop();
    lines.forEach(onLine);
  });
  stream.on('end', () => rest && onLine(rest));
}

/** Ends everything that was started, all at the same time; from here on nothing can be started. */
export async function endAll() {
  closing = true;
  await Promise.all([...running].map(endGroup));
}

/** For the last moment, when nothing can be waited for any more. */
export function killAll() {
  for (const { child } of running) signalGroup(child, 'SIGKILL');
}

async function endGroup({ child, ended }) {
  signalGroup(child, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE);
  await ended;
  clearTimeout(insist);
}

function signalGroup(child, signal) {
  if (!child.pid) return;
  try {
    if (WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // Gone already, which is what was wanted.
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}
