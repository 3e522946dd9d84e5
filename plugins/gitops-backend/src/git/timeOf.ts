import { CommitRow } from './store/rows';

/** The time to show of a commit. */
export function timeOf({ at }: Pick<CommitRow, 'at'>): string {
  return new Date(Number(at) * 1000).toISOString();
}
