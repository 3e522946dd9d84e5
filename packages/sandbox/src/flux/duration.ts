const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  µs: 1e-3,
  us: 1e-3,
  ns: 1e-6,
};

/** Milliseconds of a Go duration such as `1h30m` or `250ms`; throws on anything else. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|µs|us|ns|h|m|s)/g)];
  if (!parts.length || parts.map(part => part[0]).join('') !== text) {
    throw new Error(`time: invalid duration "${text}"`);
  }
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit],
    0,
  );
}

/** Milliseconds as Go prints a duration: `100.5ms`, `5.2s`, `1m0s`, `1h0m0s`. */
export function formatDuration(milliseconds: number): string {
  const exact = (value: number, digits: number) =>
    String(Number(value.toFixed(digits)));
  if (milliseconds <= 0) {
    return '0s';
  }
  if (milliseconds < 1) {
    return `${exact(milliseconds * 1_000, 3)}µs`;
  }
  if (milliseconds < 1_000) {
    return `${exact(milliseconds, 6)}ms`;
  }
  const minutes = Math.floor(milliseconds / 60_000);
  const seconds = `${exact((milliseconds % 60_000) / 1_000, 9)}s`;
  if (!minutes) {
    return seconds;
  }
  const hours = Math.floor(minutes / 60);
  return hours
    ? `${hours}h${minutes % 60}m${seconds}`
    : `${minutes}m${seconds}`;
}
