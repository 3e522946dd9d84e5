import { endAll, killAll } from './processes.mjs';
import { say } from './say.mjs';

const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

let stopCode;
let asked = 0;

/** The exit code once a stop is what the reader expects to end with, as for `npm start`. */
export function stopMeans(code) {
  stopCode = code;
}

/** Ctrl-C, SIGTERM or a closed terminal ends everything that was started, then the launcher. */
export function endWithSignals() {
  for (const signal of Object.keys(CODES)) {
    process.on(signal, () => stop(signal));
  }
  process.on('exit', killAll);
  if (process.env.npm_lifecycle_event) endWithParent();
}

/** npm passes SIGTERM on to a shell, which ends without telling us. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) stop('SIGTERM');
  }, 1_000);
  watch.unref();
}

/** Whether a signal has been caught: the launcher then ends by itself. */
export function isStopping() {
  return asked > 0;
}

async function stop(signal) {
  const now = Date.now();
  if (asked) {
    // npm passes on the Ctrl-C that the terminal has sent us already. What is
    // asked for later means: at once.
    if (signal === 'SIGINT' && now - asked > 1_000) process.exit(CODES.SIGINT);
    return;
  }
  asked = now;
  say('\nStopping …');
  await endAll();
  process.exit(stopCode ?? CODES[signal]);
}
