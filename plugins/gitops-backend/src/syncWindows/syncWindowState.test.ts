import fc from 'fast-check';
import { SyncWindow } from '@backstage-gitops/plugin-gitops-common';
import { readWindow } from './readWindow';
import { syncWindowState } from './syncWindowState';

const MINUTE = 60_000;
const DAYS = 8;
/** A Tuesday; clocks in Berlin go back on the Sunday after it, at 01:00 UTC. */
const START = Date.UTC(2026, 9, 20);
const BACK = Date.UTC(2026, 9, 25, 1);

interface Drawn {
  kind: 'allow' | 'deny';
  manualSync: boolean;
  minute: number;
  hours: number[];
  weekdays: number[];
  minutes: number;
  timeZone?: string;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom('allow', 'deny'),
  manualSync: fc.boolean(),
  minute: fc.nat({ max: 59 }),
  hours: fc.uniqueArray(fc.nat({ max: 23 }), { minLength: 1, maxLength: 4 }),
  weekdays: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1 }),
  minutes: fc.integer({ min: 1, max: 36 * 60 }),
  timeZone: fc.constantFrom(undefined, 'Europe/Berlin'),
});

function toWindow({
  minute,
  hours,
  weekdays,
  minutes,
  ...rest
}: Drawn): SyncWindow {
  const schedule = `${minute} ${hours} * * ${weekdays}`;
  return { ...rest, schedule, duration: `${minutes}m` };
}

/** Minute by minute, by what clocks show: is there a beginning that is not over yet? */
function isOpen(window: Drawn, at: number): boolean {
  const summer = at < BACK ? 60 : 0;
  const offset = window.timeZone ? 60 + summer : 0;
  const shown = at + offset * MINUTE;
  for (let ago = 0; ago < window.minutes; ago++) {
    const then = new Date(shown - ago * MINUTE);
    if (
      then.getUTCMinutes() === window.minute &&
      window.hours.includes(then.getUTCHours()) &&
      window.weekdays.includes(then.getUTCDay())
    ) {
      return true;
    }
  }
  return false;
}

function mayAt(windows: Drawn[], at: number, manually: boolean): boolean {
  const open = windows.filter(window => isOpen(window, at));
  const denies = open.filter(({ kind }) => kind === 'deny');
  if (denies.length > 0) {
    return manually && denies.every(({ manualSync }) => manualSync);
  }
  const allows = windows.filter(({ kind }) => kind === 'allow');
  if (allows.length === 0 || open.length > 0) return true;
  return manually && allows.every(({ manualSync }) => manualSync);
}

describe('syncWindowState', () => {
  it('says what holds at each minute, and when that changes', () => {
    fc.assert(
      fc.property(
        fc.array(drawn, { minLength: 1, maxLength: 3 }),
        fc.nat({ max: 6 * 24 * 60 }),
        fc.array(fc.nat({ max: 2 * 24 * 60 }), { maxLength: 5 }),
        (windows, minutes, samples) => {
          const now = START + minutes * MINUTE;
          const read = windows.flatMap(
            each => readWindow(toWindow(each)) ?? [],
          );
          expect(read).toHaveLength(windows.length);
          const state = syncWindowState(read, now);
          for (const who of ['automated', 'manual'] as const) {
            const { allowed, until } = state[who];
            const may = (at: number) => mayAt(windows, at, who === 'manual');
            expect(allowed).toBe(may(now));
            const end = until
              ? Date.parse(until)
              : now + DAYS * 24 * 60 * MINUTE;
            const before = samples
              .map(each => now + each * MINUTE)
              .filter(at => at < end);
            for (const at of [...before, end - MINUTE]) {
              expect(may(at)).toBe(allowed);
            }
            expect(until === null || may(end) !== allowed).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['0 0 */1 * 1', '0 0 * * 1'],
    ['0 0 1 * */1', '0 0 1 * *'],
    ['0 0 ?/01 * 1', '0 0 ? * 1'],
  ])('takes %s, as Argo CD does, for %s', (stepped, plain) => {
    const window = {
      kind: 'allow',
      duration: '1h',
      manualSync: false,
    } as const;
    const spans = [stepped, plain].map(schedule => {
      const read = readWindow({ ...window, schedule });
      return [0, 1, 2, 3, 6].map(day =>
        read?.spanAt(START + day * 24 * 60 * MINUTE),
      );
    });
    expect(spans[0]).toEqual(spans[1]);
    expect(spans[0]).not.toContain(undefined);
  });
});
