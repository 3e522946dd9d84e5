import {
  Commit,
  CommitMark,
  Since,
} from '@backstage-gitops/plugin-gitops-common';

/** Where a commit stands in one environment, worst known first. */
export type Cell =
  | 'running'
  | 'waiting'
  | 'unknown'
  | 'contained'
  | 'untouched';

/** Over all applications of the environment that the commit touches. */
export function cellOf(
  { marks }: Pick<Commit, 'marks'>,
  environment: string | null,
): { cell: Cell; since: Since | null } {
  const here = marks.filter(mark => mark.environment === environment);
  const current = here.filter(mark => mark.current);
  if (current.length > 0) return { cell: 'running', since: sinceOf(current) };
  const standing = (state: CommitMark['state']) =>
    here.some(mark => mark.state === state);
  if (standing('waiting')) return { cell: 'waiting', since: null };
  if (standing('unknown')) return { cell: 'unknown', since: null };
  return here.length > 0
    ? { cell: 'contained', since: sinceOf(here) }
    : { cell: 'untouched', since: null };
}

// True of all of them: since the last of them has it. Nothing where one does not tell.
function sinceOf(marks: CommitMark[]): Since | null {
  const known = marks.flatMap(({ since }) => (since?.at ? [since] : []));
  if (known.length < marks.length) return null;
  const times = known.map(({ at }) => Date.parse(at ?? ''));
  return known[times.indexOf(Math.max(...times))];
}

/** The inputs outside the applications' own paths that a commit changes, each once. */
export function viasOf({ marks }: Pick<Commit, 'marks'>): string[] {
  return [...new Set(marks.flatMap(({ via }) => via))];
}
