import pLimit, { Limit } from 'p-limit';

const turns = new Map<string, Limit>();

/**
 * Git locks files of a repository while it writes there, and fails where another git
 * has: so those of this process write to a mirror one after the other.
 */
export function inTurn<T>(gitDir: string, write: () => Promise<T>): Promise<T> {
  const turn = turns.get(gitDir) ?? pLimit(1);
  turns.set(gitDir, turn);
  return turn(write);
}
