import { Commit } from '@backstage-gitops/plugin-gitops-common';

/** Where a commit stands in one environment, worst known first. */
export type Cell =
  | 'running'
  | 'waiting'
  | 'unknown'
  | 'contained'
  | 'untouched';

/** Over all applications of the environment that the commit touches. */
export function cellOf(commit: Commit, environment: string | null): Cell {
  const marks = commit.marks.filter(mark => mark.environment === environment);
  if (marks.some(mark => mark.current)) return 'running';
  if (marks.some(mark => mark.state === 'waiting')) return 'waiting';
  if (marks.some(mark => mark.state === 'unknown')) return 'unknown';
  return marks.length > 0 ? 'contained' : 'untouched';
}
