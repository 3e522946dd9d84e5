/** From the largest, with their length in s. */
export const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago, in the largest unit that fits: `3 hours`, `2 days`; never less than 0 s. */
export function formatAge(
  at: string,
  now: number,
  locale: string | undefined,
): string {
  return format((now - Date.parse(at)) / 1000, Math.floor, locale);
}

/** How long until then: rounded up, so that it is never sooner than is said. */
export function formatUntil(
  at: string,
  now: number,
  locale: string | undefined,
): string {
  return format((Date.parse(at) - now) / 1000, Math.ceil, locale);
}

function format(
  duration: number,
  round: (count: number) => number,
  locale: string | undefined,
): string {
  const seconds = round(Math.max(0, duration));
  const [unit, size] = UNITS.find(([, s]) => seconds >= s) ?? ['second', 1];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(round(seconds / size));
}
