import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration';

describe('durations of Go', () => {
  it.each([
    [0, '0s'],
    [0.25, '250µs'],
    [100.5, '100.5ms'],
    [30_000, '30s'],
    [60_000, '1m0s'],
    [3_600_000, '1h0m0s'],
    [5_400_500, '1h30m0.5s'],
  ])('%s ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 10), milliseconds => {
        const text = formatDuration(milliseconds);
        expect(parseDuration(text)).toBeCloseTo(milliseconds, 3);
      }),
    );
  });

  it.each(['', '5', '1d', '-1s', '1h-2m'])('refuses %p', text => {
    expect(() => parseDuration(text)).toThrow('invalid duration');
  });
});
