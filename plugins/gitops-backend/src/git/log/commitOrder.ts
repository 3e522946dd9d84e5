/** A commit's place among all commits of all repositories. */
export interface CommitOrder {
  /** Seconds since 1970; never before a parent's. */
  seconds: number;
  /** One more than the highest of the parents: its position in the graph. */
  generation: number;
}

export interface PlacedCommit extends CommitOrder {
  /** The time to show, in seconds. */
  at: number;
  /** The commit's own date could not be used as it is. */
  clamped: boolean;
}

const DAY = 24 * 60 * 60;

/**
 * Places a commit after its parents, and by its committer time where that can be
 * true. A little ahead of the clock (`now`, seconds) is taken as now; far ahead
 * is ignored, since it would drag every commit after it along.
 */
export function placeCommit(
  time: number | undefined,
  parents: readonly CommitOrder[],
  now: number,
): PlacedCommit {
  const floor = Math.max(0, ...parents.map(parent => parent.seconds));
  const generation =
    Math.max(0, ...parents.map(parent => parent.generation)) + 1;
  if (time === undefined || time > now + DAY) {
    return { seconds: floor, generation, at: floor, clamped: true };
  }
  const at = Math.min(time, now);
  return {
    seconds: Math.max(floor, at),
    generation,
    at,
    clamped: time > now,
  };
}

const GENERATIONS = 2 ** 20;

/**
 * Order as one number, exact in a double until the year 2242; histories deeper
 * than a million commits share the last position and are ordered by id.
 */
export function ordinalOf(order: CommitOrder): number {
  return (
    order.seconds * GENERATIONS + Math.min(order.generation, GENERATIONS - 1)
  );
}
