import {
  Commit,
  CommitMark,
  Since,
} from '@backstage-gitops/plugin-gitops-common';

/** Where a commit stands in a lane; of the first three several can hold at once. */
export type Cell =
  | 'waiting'
  | 'unknown'
  | 'running'
  | 'contained'
  | 'untouched';

export interface Standing {
  cell: Cell;
  since: Since | null;
  /** The applications that it is true of; empty where it is of all that it touches. */
  applicationIds: string[];
}

const SPOKEN: Array<[Cell, (mark: CommitMark) => boolean]> = [
  ['waiting', ({ state }) => state === 'waiting'],
  ['unknown', ({ state }) => state === 'unknown'],
  ['running', ({ current }) => current],
];

/**
 * Over all applications of a lane that a commit touches, the worst that is known
 * first: what runs for one may wait for another. One at least.
 */
export function standingsOf(marks: CommitMark[]): Standing[] {
  if (marks.length === 0) {
    return [{ cell: 'untouched', since: null, applicationIds: [] }];
  }
  const spoken = SPOKEN.flatMap(([cell, holds]) => {
    const its = marks.filter(holds);
    if (its.length === 0) return [];
    const isAll = its.length === marks.length;
    return {
      cell,
      since: cell === 'running' ? sinceOf(its) : null,
      applicationIds: isAll ? [] : its.map(mark => mark.applicationId),
    };
  });
  return spoken.length > 0
    ? spoken
    : [{ cell: 'contained', since: sinceOf(marks), applicationIds: [] }];
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
