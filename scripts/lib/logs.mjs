import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { inCache } from './paths.mjs';
import { eachLine } from './processes.mjs';
import { say } from './say.mjs';

/** The last lines of a file, for a message about a failure. */
export async function lastLines(file, count) {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

const COLOURS = /\u001b\[[\d;]*m/g;

// Backstage's proxy writes two such lines, one with a stack, for each attempt to
// reach a cluster that is away; the gitops plugin says it once.
const PROXY_TROUBLE = /^\S+ kubernetes error (Kubernetes proxy error|\[HPM\])/;

/** Whether a line of a log is worth a reader's attention without being asked. */
export function isNotable(line) {
  if (PROXY_TROUBLE.test(line)) return false;
  // The level comes after the time and the plugin, if at all; a stack trace
  // stays in the file.
  return /^(\S+\s+){0,2}\S*\b(warn|warning|error|fatal)\b/i.test(line);
}

/**
 * Writes all that a process says to a file, and to the screen what is notable
 * (or everything), each line with the name of its process.
 *
 * @returns the path of the file
 */
export async function recordOutput(name, { child }, options = {}) {
  await mkdir(inCache('logs'), { recursive: true });
  const file = inCache('logs', `${name}.log`);
  const record = createWriteStream(file);
  const onLine = coloured => {
    const line = coloured.replace(COLOURS, '');
    record.write(`${line}\n`);
    if (options.verbose || isNotable(line)) say(`[${name}] ${line}`);
    options.onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) eachLine(stream, onLine);
  }
  child.once('close', () => record.end());
  return file;
}
