import { pauseFor } from './pauseFor';
import { ReviewHostError } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function pause(
  kind: ReviewHostError['kind'],
  retryAfterMs?: number,
  failures = 1,
): number {
  const error = new ReviewHostError('It does not answer', kind, retryAfterMs);
  return pauseFor(error, failures);
}

describe('pauseFor', () => {
  it.each<[ReviewHostError['kind'], number | undefined, number]>([
    ['rateLimited', 90_000, 90_000],
    ['rateLimited', 0, 1_000],
    ['rateLimited', undefined, 15 * MINUTE],
    ['rateLimited', 90 * 24 * HOUR, 24 * HOUR],
    ['refused', undefined, HOUR],
    ['refused', 2 * HOUR, 2 * HOUR],
  ])('%s, to be asked again after %p ms', (kind, given, expected) => {
    expect(pause(kind, given)).toBe(expected);
  });

  it('grows where a limit is over each time, and is not', () => {
    const pauses = [1, 2, 3, 1_000].map(n => pause('rateLimited', 0, n));
    expect(pauses).toEqual([1_000, MINUTE, 2 * MINUTE, HOUR]);
  });

  it('grows with failures in a row, up to an hour', () => {
    const longest = (failures: number) =>
      Math.max(
        ...Array.from({ length: 50 }, () =>
          pause('unreachable', undefined, failures),
        ),
      );
    expect(longest(1)).toBeLessThan(5 * MINUTE);
    expect(longest(12)).toBeGreaterThan(10 * MINUTE);
    expect(longest(1_000)).toBeLessThanOrEqual(HOUR);
  });
});
