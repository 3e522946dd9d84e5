import fc from 'fast-check';
import { pastSchema } from './past';

const MINUTE_MS = 60_000;
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

describe('pastSchema', () => {
  it('leaves what has happened as it is told', () => {
    const past = fc.date({
      noInvalidDate: true,
      min: new Date('0001-01-01'),
      max: new Date(),
    });
    fc.assert(
      fc.property(past, date => {
        const told = date.toISOString();
        expect(pastSchema.parse(told)).toBe(told);
      }),
    );
  });

  it('takes what a clock that is ahead tells for the time at which it came', () => {
    const before = Date.now();
    const taken = Date.parse(pastSchema.parse(ahead(4 * MINUTE_MS)));
    expect(taken).toBeGreaterThanOrEqual(before);
    expect(taken).toBeLessThanOrEqual(Date.now());
  });

  it.each([10, 1_440, 4_000_000_000])(
    'refuses what is %d min from now, and says what time it is',
    minutes => {
      const told = ahead(minutes * MINUTE_MS);
      expect(pastSchema.safeParse(told).error?.issues[0].message).toMatch(
        new RegExp(`^${told} has not come yet: it is \\d{4}-`),
      );
    },
  );

  it.each(['-000001-01-01T00:00:00Z', '', 'now', '2026-11-20', '0'])(
    'refuses %p, which is no time',
    told => {
      expect(pastSchema.safeParse(told).success).toBe(false);
    },
  );
});
