import { Since } from '@backstage-gitops/plugin-gitops-common';

/** How well the moment of a change is known. */
export interface Moment {
  /** ISO 8601, UTC. */
  now: string;
  /** False where it may have happened before `now`, unseen. */
  watched: boolean;
}

/** A change that is seen now. */
export function changedAt({ now, watched }: Moment): Since {
  return { at: now, precision: watched ? 'exact' : 'atLeast' };
}

/** The time that evidence gives, unless it lies in the future. */
export function fromEvidence(
  at: string | null | undefined,
  now: string,
): Since | undefined {
  if (!at) return undefined;
  const ms = Date.parse(at);
  return ms <= Date.parse(now)
    ? { at: new Date(ms).toISOString(), precision: 'exact' }
    : undefined;
}

/** The later of both, as far as both are known. */
export function later(a: Since, b: Since): Since {
  return time(b) > time(a) ? b : a;
}

/**
 * Of something that still holds: what is known stays, unless evidence shows
 * that it began before what was merely first seen.
 */
export function stillSince(previous: Since, evidence?: Since): Since {
  return evidence &&
    previous.precision !== 'exact' &&
    (previous.at === null || time(evidence) <= time(previous))
    ? evidence
    : previous;
}

function time(since: Since): number {
  return since.at === null ? Number.NEGATIVE_INFINITY : Date.parse(since.at);
}
