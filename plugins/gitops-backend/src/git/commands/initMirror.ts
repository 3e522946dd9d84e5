import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '../process/runGit';
import { LOCAL_TIMEOUT_MS, Mirror } from './mirror';

/** Makes the bare repository, or leaves it as it is. */
export async function initMirror(mirror: Mirror): Promise<void> {
  if (existsSync(join(mirror.gitDir, 'config'))) return;
  await mkdir(mirror.gitDir, { recursive: true, mode: 0o700 });
  await runGit({
    args: ['init', '--bare', '--quiet', '--template='],
    gitDir: mirror.gitDir,
    signal: mirror.signal,
    timeoutMs: LOCAL_TIMEOUT_MS,
  });
}
