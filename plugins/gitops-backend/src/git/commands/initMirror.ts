import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '../process/runGit';
import { inTurn } from './inTurn';
import { removeTemporary } from './removeTemporary';
import { LOCAL_TIMEOUT_MS, Mirror } from './mirror';

/** Those that this process has looked after. */
const ready = new Set<string>();

/**
 * Makes the bare repository, or leaves it as it is. One that was left behind by a
 * process that was killed is put in order first.
 */
export async function initMirror(mirror: Mirror): Promise<void> {
  await inTurn(mirror, () => init(mirror));
}

async function init(mirror: Mirror): Promise<void> {
  const { gitDir, signal } = mirror;
  if (ready.has(gitDir) && existsSync(join(gitDir, 'config'))) return;
  await mkdir(gitDir, { recursive: true, mode: 0o700 });
  await removeLocks(gitDir);
  await removeTemporary(gitDir);
  // What is there already it leaves, and makes what is missing.
  await runGit({
    args: ['init', '--bare', '--quiet', '--template='],
    gitDir,
    signal,
    timeoutMs: LOCAL_TIMEOUT_MS,
  });
  ready.add(gitDir);
}

/** Git waits for nobody who holds a lock, and so would fail for ever. */
async function removeLocks(gitDir: string): Promise<void> {
  const names = await readdir(gitDir, { recursive: true });
  for (const name of names) {
    if (name.endsWith('.lock')) await rm(join(gitDir, name), { force: true });
  }
}
