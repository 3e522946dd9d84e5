import { ExponentialBackoff } from 'cockatiel';
import { ReviewHostError } from './types';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Where a host does not say when its limit is lifted. */
const RATE_LIMITED = HOUR / 4;
/** Whatever it says where it did not keep to it; longer each time. */
const LIMITED_AGAIN = 60 * SECOND;
const REFUSED = HOUR;
const LONGEST = 24 * HOUR;
const BACKOFF = new ExponentialBackoff({
  initialDelay: 30 * SECOND,
  maxDelay: HOUR,
});

/**
 * For how many milliseconds a host is left alone after it did not answer; jittered
 * where it just failed.
 *
 * @param failures - in a row, this one included
 */
export function pauseFor(error: ReviewHostError, failures: number): number {
  const given = error.retryAfterMs ?? 0;
  return Math.min(Math.max(given, ownPause(error, failures)), LONGEST);
}

function ownPause(error: ReviewHostError, failures: number): number {
  switch (error.kind) {
    case 'rateLimited':
      if (error.retryAfterMs === undefined) return RATE_LIMITED;
      return failures === 1
        ? SECOND
        : Math.min(LIMITED_AGAIN * 2 ** (failures - 2), HOUR);
    case 'refused':
      return REFUSED;
    default: {
      let backoff = BACKOFF.next();
      // It is as long as it gets long before.
      for (let i = 1; i < Math.min(failures, 20); i++) {
        backoff = backoff.next(undefined);
      }
      return backoff.duration;
    }
  }
}
