import fc from 'fast-check';
import { durationMs } from './duration';

describe('durationMs', () => {
  it.each([
    ['1h30m', 5_400_000],
    ['24h', 86_400_000],
    ['90s', 90_000],
    ['1.5h', 5_400_000],
    ['.5m', 30_000],
    ['1m500ms', 60_500],
    ['2µs', 0.002],
    ['0', 0],
    ['0s', 0],
  ])('%p is %p ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['', '1', '1d', 'h', '1 h', '-1h', '1h30', '1h!', '9999999999h'])(
    '%p is none',
    text => {
      expect(durationMs(text)).toBeNull();
    },
  );

  it('adds its parts up', () => {
    const count = fc.nat({ max: 1_000 });
    fc.assert(
      fc.property(count, count, count, (h, m, s) => {
        expect(durationMs(`${h}h${m}m${s}s`)).toBe(
          ((h * 60 + m) * 60 + s) * 1_000,
        );
      }),
    );
  });
});
