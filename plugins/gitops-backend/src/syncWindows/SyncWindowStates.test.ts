import { SyncWindow } from '@backstage-gitops/plugin-gitops-common';
import { SyncWindowStates } from './SyncWindowStates';

function window(changes: Partial<SyncWindow> = {}): SyncWindow {
  return {
    kind: 'deny',
    schedule: '0 22 * * *',
    duration: '8h',
    manualSync: false,
    ...changes,
  };
}

const at = (time: string) => new Date(time).getTime();

/** What windows say at a time in UTC. */
function stateAt(time: string, ...windows: SyncWindow[]) {
  return new SyncWindowStates({ now: () => at(time) }).of(windows);
}

/** Allowed to automation, to people. */
function allowed(time: string, ...windows: SyncWindow[]) {
  const state = stateAt(time, ...windows);
  return state && [state.automated.allowed, state.manual.allowed];
}

const NIGHT = '2026-11-20T23:00:00Z';
const NOON = '2026-11-20T12:00:00Z';

describe('what sync windows say', () => {
  it.each<[string, string, SyncWindow[], boolean[]]>([
    ['a window that denies, open', NIGHT, [window()], [false, false]],
    ['a window that denies, closed', NOON, [window()], [true, true]],
    [
      'one that lets people past',
      NIGHT,
      [window({ manualSync: true })],
      [false, true],
    ],
    [
      'two of which one lets people past',
      NIGHT,
      [window({ manualSync: true }), window()],
      [false, false],
    ],
    [
      'a window that allows, open',
      NIGHT,
      [window({ kind: 'allow' })],
      [true, true],
    ],
    [
      'a window that allows, closed',
      NOON,
      [window({ kind: 'allow' })],
      [false, false],
    ],
    [
      'a closed one that lets people past',
      NOON,
      [window({ kind: 'allow', manualSync: true })],
      [false, true],
    ],
    [
      'two that allow, one of them open',
      NOON,
      [
        window({ kind: 'allow' }),
        window({ kind: 'allow', schedule: '0 10 * * *' }),
      ],
      [true, true],
    ],
    [
      'one that denies beside one that allows, both open',
      NIGHT,
      [window({ kind: 'allow' }), window()],
      [false, false],
    ],
    [
      'one that denies, closed, beside one that allows, closed',
      NOON,
      [window({ kind: 'allow', manualSync: true }), window()],
      [false, true],
    ],
  ])('%s', (_, time, windows, expected) => {
    expect(allowed(time, ...windows)).toEqual(expected);
  });

  it('tells until when, of automation and of people', () => {
    const longer = window({ duration: '10h', manualSync: true });
    expect(stateAt(NIGHT, window(), longer)).toEqual({
      automated: { allowed: false, until: '2026-11-21T08:00:00.000Z' },
      manual: { allowed: false, until: '2026-11-21T06:00:00.000Z' },
    });
    expect(stateAt(NOON, window())).toMatchObject({
      automated: { allowed: true, until: '2026-11-20T22:00:00.000Z' },
    });
  });

  it('tells no end of what does not end within days', () => {
    const always = window({ schedule: '* * * * *', duration: '24h' });
    const yearly = window({ schedule: '0 0 1 1 *' });
    const gapless = window({ schedule: '* * * * *', duration: '1m' });
    for (const each of [always, yearly, gapless]) {
      const { automated, manual } = stateAt(NOON, each) ?? {};
      expect([automated?.until, manual?.until]).toEqual([null, null]);
    }
    expect(allowed(NOON, always)).toEqual([false, false]);
    expect(allowed(NOON, yearly)).toEqual([true, true]);
    expect(allowed(NOON, gapless)).toEqual([false, false]);
  });

  it('goes by the clocks of the time zone that a window names', () => {
    const tokyo = window({ timeZone: 'Asia/Tokyo' });
    expect(allowed('2026-11-20T13:30:00Z', tokyo)).toEqual([false, false]);
    expect(allowed(NIGHT, tokyo)).toEqual([true, true]);
    // Argo CD takes a zone that it does not know as UTC.
    for (const timeZone of ['No/Where', '+09:00', '']) {
      expect(allowed(NIGHT, window({ timeZone }))).toEqual([false, false]);
    }
  });

  it('goes by them also in the night in which they are changed', () => {
    // 22:00 to 06:00 in Berlin, while 02:00 becomes 03:00.
    const berlin = window({ timeZone: 'Europe/Berlin' });
    expect(stateAt('2026-03-28T23:00:00Z', berlin)).toMatchObject({
      automated: { allowed: false, until: '2026-03-29T04:00:00.000Z' },
    });
    // What opens at 02:30 does not open when there is no 02:30, but what is open then is.
    const short = { duration: '15m', timeZone: 'Europe/Berlin' };
    expect(
      stateAt(
        '2026-03-29T00:00:00Z',
        window({ ...short, schedule: '30 2 * * *' }),
      ),
    ).toMatchObject({
      automated: { allowed: true, until: '2026-03-30T00:30:00.000Z' },
    });
    // And twice when there are two.
    const twice = window({ ...short, schedule: '30 2 25 * *' });
    expect(stateAt('2026-10-25T00:40:00Z', twice)).toMatchObject({
      automated: { allowed: false, until: '2026-10-25T00:45:00.000Z' },
    });
    expect(stateAt('2026-10-25T00:50:00Z', twice)).toMatchObject({
      automated: { allowed: true, until: '2026-10-25T01:30:00.000Z' },
    });
  });

  it.each([
    { schedule: '' },
    { schedule: '0 22 * *' },
    { schedule: '0 0 22 * * *' },
    { schedule: '@daily' },
    { schedule: '0 25 * * *' },
    { schedule: 'H 22 * * *' },
    { schedule: '0 22 L * *' },
    { schedule: '0 22 * * 7' },
    { schedule: '0 22 * * 1-7' },
    { schedule: '0 0 30 2 *' },
    { schedule: 'TZ=Europe/Berlin 0 22 * * *' },
    { duration: '' },
    { duration: '1 day' },
  ])('is not known with %j', changes => {
    expect(stateAt(NIGHT, window(), window(changes))).toBeNull();
  });

  it.each(['0 22 * * MON-FRI', '0 22 ? nov *', ' 0  22 1-31/1 * 0-6 '])(
    'is known with %p',
    schedule => {
      expect(allowed(NIGHT, window({ schedule }))).toEqual([false, false]);
    },
  );

  it('is nothing without windows, and not known with more than are kept', () => {
    expect(stateAt(NIGHT)).toBeNull();
    expect(stateAt(NIGHT, ...Array(20).fill(window()))).toBeNull();
  });

  it('changes as time goes by, forwards and backwards', () => {
    let now = at('2026-11-20T21:59:59Z');
    const states = new SyncWindowStates({ now: () => now, max: 1 });
    const isAllowed = () => states.of([window()])?.automated.allowed;
    expect(isAllowed()).toBe(true);
    now = at('2026-11-20T22:00:00Z');
    expect(isAllowed()).toBe(false);
    // What was thrown away for others is worked out again.
    states.of([window({ duration: '1h' })]);
    expect(isAllowed()).toBe(false);
    now = at('2026-11-20T21:59:59Z');
    expect(isAllowed()).toBe(true);
  });
});
