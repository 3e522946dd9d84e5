/** In ms. */
const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
};

/** Go counts ns in 64 bits. */
const LONGEST = 2 ** 63 / 1e6;

const NUMBER = String.raw`(\d+(?:\.\d*)?|\.\d+)`;
const PART = `${NUMBER}(h|ms|m|s|us|µs|μs|ns)`;
const WHOLE = new RegExp(`^(?:${PART})+$`);

/** A duration as Go writes it, such as `1h30m`, in ms; null for what is none. */
export function durationMs(text: string): number | null {
  if (text === '0') return 0;
  if (!WHOLE.test(text)) return null;
  const ms = [...text.matchAll(new RegExp(PART, 'g'))].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit],
    0,
  );
  return ms <= LONGEST ? ms : null;
}
