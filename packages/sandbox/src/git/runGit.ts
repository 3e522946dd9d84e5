import { spawn } from 'node:child_process';

export interface GitOptions {
  directory: string;
  /** Written to standard input, which is then closed. */
  input?: string;
  env?: Record<string, string>;
}

/** Nothing of the machine's or the user's own Git configuration counts here. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

/** git ended with a code that is not 0; the message is git's own. */
export class GitError extends Error {
  constructor(message: string, readonly code: number | null) {
    super(message);
  }
}

/** Runs git in a directory; resolves with its output, rejects with a {@link GitError}. */
export async function runGit(
  args: readonly string[],
  options: GitOptions,
): Promise<Buffer> {
  const child = spawn('git', [...args], {
    cwd: options.directory,
    env: { ...gitEnvironment(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  // git may end before it has read everything; its exit code says why.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return await new Promise((resolve, reject) => {
    child.on('error', error =>
      reject(new Error(`git could not be started: ${error.message}`)),
    );
    child.on('close', code => {
      if (code === 0) {
        resolve(Buffer.concat(output));
        return;
      }
      const words = Buffer.concat(complaints).toString('utf8').trim();
      reject(
        new GitError(words || `git ${args[0]} ended with code ${code}`, code),
      );
    });
  });
}

export async function gitText(
  args: readonly string[],
  options: GitOptions,
): Promise<string> {
  return (await runGit(args, options)).toString('utf8');
}
