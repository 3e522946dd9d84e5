import pLimit, { Limit } from 'p-limit';
import { GitError } from '../process/GitError';
import { Mirror } from './mirror';

const turns = new Map<string, Limit>();

/**
 * Git locks files of a repository while it writes there, and fails where another git
 * has: so those of this process write to a mirror one after the other.
 *
 * @throws GitError where it was aborted before its turn came
 */
export function inTurn<T>(
  { gitDir, signal }: Mirror,
  write: () => Promise<T>,
): Promise<T> {
  const turn = turns.get(gitDir) ?? pLimit(1);
  turns.set(gitDir, turn);
  return new Promise((resolve, reject) => {
    const leave = () =>
      reject(new GitError('Git was stopped before its turn came', 'aborted'));
    signal.addEventListener('abort', leave, { once: true });
    turn(async () => {
      signal.removeEventListener('abort', leave);
      if (signal.aborted) leave();
      else resolve(await write());
    }).catch(reject);
  });
}
