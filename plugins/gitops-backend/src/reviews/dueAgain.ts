import { CommitReview } from '@backstage-gitops/plugin-gitops-common';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** So long a pull request or a check may still be registered for a commit. */
const YOUNG = 6 * HOUR;
/** Checks that have not ended by then never do. */
const CHECKS_END = 14 * DAY;
/** When a merged pull request is looked at again: people review late, now and then. */
const AFTER_MERGE = [HOUR, DAY, 3 * DAY];
/** So often is asked within days what a host does not tell, and weekly from then on. */
const OFTEN = 12;

export interface Asked {
  /** Absent where the host did not answer for the commit. */
  answer?: CommitReview;
  /** How often it was asked by now, this time included. */
  timesAsked: number;
  /** When the commit reached its branch, in ms since 1970. */
  landedAtMs: number;
  /** Place on the default branch; null: it may come there yet, through a pull request. */
  landing: number | null;
  nowMs: number;
}

/**
 * In how many milliseconds the host is to be asked about a commit again; null where
 * what it said is final.
 */
export function dueAgain(asked: Asked): number | null {
  const { answer, landedAtMs, nowMs } = asked;
  if (!answer || answer.review.state === 'unknown') {
    return whileUnknown(asked.timesAsked);
  }
  const age = Math.max(0, nowMs - landedAtMs);
  const delays = [
    whileChecked(answer, asked.timesAsked, age),
    whileYoung(asked, answer, age),
    afterMerge(answer, nowMs, age),
  ].filter(delay => delay !== null);
  return delays.length > 0 ? Math.min(...delays) : null;
}

/** Never final: somebody may give the right to see it, or update the host. */
function whileUnknown(timesAsked: number): number {
  if (timesAsked >= OFTEN) return WEEK;
  return Math.min(10 * MINUTE * 2 ** (timesAsked - 1), DAY);
}

function whileChecked(
  { checks }: CommitReview,
  timesAsked: number,
  age: number,
): number | null {
  if (checks === 'unknown') return whileUnknown(timesAsked);
  if (checks !== 'running' || age > CHECKS_END) return null;
  return Math.min(MINUTE * 2 ** (timesAsked - 1), YOUNG);
}

/** What seems to have none gets another chance when it is twice as old. */
function whileYoung(
  { landing }: Asked,
  { review, checks }: CommitReview,
  age: number,
): number | null {
  if (review.state !== 'none' && checks !== 'none') return null;
  const delay = Math.max(5 * MINUTE, age);
  if (age < YOUNG) return delay;
  return review.state === 'none' && landing === null
    ? Math.min(delay, WEEK)
    : null;
}

function afterMerge(
  { review }: CommitReview,
  nowMs: number,
  age: number,
): number | null {
  if (review.state !== 'pull') return null;
  const { mergedAt } = review.pull;
  const merged = mergedAt ? Math.max(0, nowMs - Date.parse(mergedAt)) : age;
  const next = AFTER_MERGE.find(later => later > merged);
  return next === undefined ? null : next - merged;
}
