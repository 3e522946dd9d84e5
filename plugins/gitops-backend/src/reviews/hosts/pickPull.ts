import { AskedCommit } from '../types';

/** A merged pull request, as far as the choice among several needs it. */
export interface MergedPull {
  number: number;
  /** Name of the branch that it was merged into; undefined where the host does not tell. */
  into: string | undefined;
  /** ISO 8601; null where the host does not tell. */
  mergedAt: string | null;
  /** The commits that the merge made: in full, or as many characters as the host gives. */
  landedAs: string[];
}

// As short as hosts cut them; less could be anybody's.
const SHORTEST_ID = 12;

/** Whether the pull request is the one with which a commit reached the branch. */
export function landed(
  pull: Pick<MergedPull, 'landedAs'>,
  { sha, landedWith }: AskedCommit,
) {
  return pull.landedAs.some(
    id => id.length >= SHORTEST_ID && (landedWith ?? sha).startsWith(id),
  );
}

function isOlder(one: MergedPull, other: MergedPull): boolean {
  const [a, b] = [one, other].map(({ mergedAt }) => mergedAt ?? '9');
  return a < b || (a === b && one.number < other.number);
}

/**
 * The one of several merged pull requests with a commit that brought it to the
 * branch: its merge made the commit with which it landed, else it is the first that
 * was merged into that branch. One into another branch says nothing of this one.
 */
export function pickPull<T extends MergedPull>(
  merged: readonly T[],
  commit: AskedCommit,
): T | undefined {
  const oldestFirst = [...merged].sort((a, b) => (isOlder(a, b) ? -1 : 1));
  return (
    oldestFirst.find(pull => landed(pull, commit)) ??
    oldestFirst.find(
      ({ into }) => into !== undefined && commit.branches.includes(into),
    )
  );
}

/** Name of the branch of a full ref. */
export function branchOf(ref: string | undefined): string | undefined {
  return ref?.replace(/^refs\/heads\//, '');
}
