import { CronExpressionParser } from 'cron-parser';
import { SyncWindow } from '@backstage-gitops/plugin-gitops-common';
import { durationMs } from './duration';
import { clockChange, knownZone, offsetMs } from './wallClock';

/** No window is looked at further ahead, in ms. */
export const LOOK_AHEAD_MS = 8 * 24 * 3_600_000;

/** How a window stands at a time. */
export interface Span {
  isOpen: boolean;
  /** At least until this time, in ms since 1970; later than the time asked for. */
  until: number;
}

/** A window whose schedule and duration could be read. */
export interface ReadWindow extends Pick<SyncWindow, 'kind' | 'manualSync'> {
  /** @param at - in ms since 1970 */
  spanAt(at: number): Span;
}

const ITEM = String.raw`(?:[*?]|(?:\d+|[a-z]{3})(?:-(?:\d+|[a-z]{3}))?)(?:\/\d+)?`;
const FIELD = new RegExp(`^${ITEM}(?:,${ITEM})*$`, 'i');
/** To Argo CD this is a star; to others a list of all, beside which no other day field counts. */
const EACH = /([*?])\/0*1(?=,|$)/g;
/** Argo CD has no such Sunday. */
const SUNDAY_AS_7 = /(?:^|[,-])7|(?:^|,)\w+\//;

/** The five fields that Argo CD reads; cron has more words than these. */
function parseSchedule(schedule: string) {
  const fields = schedule
    .trim()
    .split(/\s+/)
    .map(field => field.replace(EACH, '$1'));
  const isRead =
    fields.length === 5 &&
    fields.every(field => FIELD.test(field)) &&
    !SUNDAY_AS_7.test(fields[4]);
  if (!isRead) return null;
  try {
    const expression = CronExpressionParser.parse(fields.join(' '), {
      tz: 'UTC',
    });
    // Some are found to mean no day at all only now.
    expression.next();
    return expression;
  } catch {
    return null;
  }
}

/** Null where its schedule or its duration cannot be read. */
export function readWindow(window: SyncWindow): ReadWindow | null {
  const { kind, manualSync } = window;
  const schedule = parseSchedule(window.schedule);
  const duration = durationMs(window.duration);
  if (!schedule || duration === null) return null;
  const zone = knownZone(window.timeZone);

  // Like Argo CD, by what clocks show, as if it were UTC.
  const spanOnClock = (shown: number): Span => {
    schedule.reset(new Date(shown + 1));
    const closes = schedule.prev().getTime() + duration;
    if (closes > shown) return { isOpen: true, until: closes };
    schedule.reset(new Date(shown));
    return { isOpen: false, until: schedule.next().getTime() };
  };

  return {
    kind,
    manualSync,
    spanAt: at => {
      const offset = offsetMs(zone, at);
      const { isOpen, until } = spanOnClock(at + offset);
      const end = Math.min(until - offset, at + LOOK_AHEAD_MS);
      return offsetMs(zone, end) === offset
        ? { isOpen, until: end }
        : { isOpen, until: clockChange(zone, at, end) };
    },
  };
}
