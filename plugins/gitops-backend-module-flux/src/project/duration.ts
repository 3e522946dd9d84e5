const MS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};
const WHOLE = /^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/;
const PART = /(\d+(?:\.\d+)?)([a-zµ]+)/g;
/** Go has no longer ones: 292 years. */
const LONGEST_MS = 9.3e12;

/** Milliseconds of a duration as Go writes it, e.g. `1m15.2s`; undefined where it is none. */
export function parseDuration(text?: string | null): number | undefined {
  if (!text || text.length > 50 || !WHOLE.test(text)) return undefined;
  const parts = [...text.matchAll(PART)];
  const sum = parts.reduce(
    (ms, [, count, unit]) => ms + Number(count) * MS[unit],
    0,
  );
  return sum <= LONGEST_MS ? sum : undefined;
}
