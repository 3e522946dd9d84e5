import { GitError } from '../process/GitError';
import { runGit } from '../process/runGit';
import { LOCAL_TIMEOUT_MS, Mirror } from './mirror';
import { readShallow } from './readShallow';

/** Makes walks through the history several times as fast. */
export async function writeCommitGraph(mirror: Mirror): Promise<void> {
  // Git keeps no such file for a history that is cut off.
  if ((await readShallow(mirror)).size > 0) return;
  try {
    await runGit({
      args: [
        'commit-graph',
        'write',
        '--reachable',
        '--split',
        '--no-progress',
      ],
      gitDir: mirror.gitDir,
      timeoutMs: LOCAL_TIMEOUT_MS,
      signal: mirror.signal,
    });
  } catch (error) {
    // Without it everything works, only slower.
    if (!(error instanceof GitError && error.kind === 'failed')) throw error;
  }
}
