import { spawn } from 'node:child_process';
import { FileHandle } from 'node:fs/promises';
import { followFile } from './followFile';
import { describeFailure } from './redact';
import { GitEnvironment, gitEnvironment } from './gitEnvironment';
import { GitError } from './GitError';

export interface GitRun extends GitEnvironment {
  args: readonly [command: string, ...rest: string[]];
  timeoutMs: number;
  signal: AbortSignal;
  /** Written to standard input, which is then closed. */
  input?: string;
  /** Taken out of whatever git says. */
  secrets?: readonly string[];
}

const MAX_STDERR = 64 * 1024;

/**
 * Runs git and hands its output to `read` while it comes. Both must succeed.
 * Only the functions in `../commands` call this: nothing from outside may decide
 * an option.
 *
 * @param file - takes the output, and is read from; then git waits for nobody
 * @throws GitError
 */
export async function streamGit<T>(
  run: GitRun,
  read: (stdout: AsyncIterable<Buffer>) => Promise<T>,
  file?: FileHandle,
): Promise<T> {
  const command = `git ${run.args[0]}`;
  if (run.signal.aborted)
    throw new GitError(`${command} was stopped`, 'aborted');
  const child = spawn('git', ['--literal-pathspecs', ...run.args], {
    env: gitEnvironment(run),
    stdio: ['pipe', file?.fd ?? 'pipe', 'pipe'],
    // A process group of its own, so that its helpers end with it.
    detached: true,
  });
  const endGroup = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  let ended: 'timeout' | 'aborted' | undefined;
  const end = (why: 'timeout' | 'aborted') => {
    ended ??= why;
    endGroup();
    // A grandchild that left the group must not keep us reading.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const timer = setTimeout(() => end('timeout'), run.timeoutMs);
  const onAbort = () => end('aborted');
  run.signal.addEventListener('abort', onAbort, { once: true });

  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (stderr.length < MAX_STDERR) stderr += chunk.toString('utf8');
  });
  // It may end before it has read everything; its exit code says why.
  child.stdin?.on('error', () => {});
  child.stdin?.end(run.input ?? '');
  const closed = new Promise<number | Error>(resolve => {
    child.on('error', resolve);
    child.on('close', code => resolve(code ?? -1));
  });

  const stdout = file ? followFile(file, closed) : child.stdout ?? none();
  try {
    const [reading, exit] = await Promise.all([
      read(stdout).then(
        value => ({ value }),
        (error: unknown) => {
          endGroup();
          return { error };
        },
      ),
      closed,
    ]);
    if (ended === 'timeout') {
      const seconds = Math.round(run.timeoutMs / 1000);
      throw new GitError(`${command} did not end within ${seconds} s`, ended);
    }
    if (ended === 'aborted')
      throw new GitError(`${command} was stopped`, ended);
    if (exit instanceof Error) {
      throw new GitError('The git program could not be started', 'notStarted');
    }
    if ('error' in reading) throw reading.error;
    if (exit !== 0) {
      const words = describeFailure(stderr, run.secrets ?? []);
      throw new GitError(
        `${command} failed: ${words || `code ${exit}`}`,
        'failed',
      );
    }
    return reading.value;
  } finally {
    clearTimeout(timer);
    run.signal.removeEventListener('abort', onAbort);
  }
}

const MAX_OUTPUT = 256 * 1024 * 1024;

/** Runs git and gives its whole output. @throws GitError */
export async function runGit(run: GitRun): Promise<Buffer> {
  return streamGit(run, async stdout => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stdout) {
      size += chunk.length;
      if (size > MAX_OUTPUT) {
        throw new GitError(`git ${run.args[0]} said too much`, 'failed');
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  });
}

/** What git says where there is no pipe to it: it could not be started. */
async function* none(): AsyncGenerator<Buffer> {}
