/**
 * For tests of engines and of what is built on them.
 *
 * @packageDocumentation
 */

const PATIENCE_MS = 120_000;
const PAUSE_MS = 25;

/** Tries until the check passes; fails with its last error after that time, in ms. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** All places of a JSON value, as the keys on the way there. */
export function placesIn(value: unknown, way: string[] = []): string[][] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          placesIn(inner, [...way, key]),
        )
      : [];
  return [way, ...below];
}

/** The same with something else in one place. */
export function withAt(value: unknown, way: string[], other: unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return other;
  const inner = withAt(Object(value)[key], rest, other);
  return Array.isArray(value)
    ? value.map((each, n) => (String(n) === key ? inner : each))
    : { ...Object(value), [key]: inner };
}
