import { CronDate } from 'cron-parser';

/** A time zone that is known by this name; else UTC, as Argo CD takes it. */
export function knownZone(name: string | undefined): string {
  // `+01:00` is no name to Argo CD.
  if (!name || !/^[a-z]/i.test(name)) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone: name,
    }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** What clocks show in a zone at a time, minus UTC; both in ms. */
export function offsetMs(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  return new CronDate(new Date(at), zone).getUTCOffset() * 60_000;
}

/** When between two times (ms) with another offset each the clocks are changed. */
export function clockChange(zone: string, from: number, to: number): number {
  const before = offsetMs(zone, from);
  let same = from;
  let other = to;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetMs(zone, middle) === before) same = middle;
    else other = middle;
  }
  return other;
}
