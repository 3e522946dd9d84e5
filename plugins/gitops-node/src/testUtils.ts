/**
 * For tests of engines and of what is built on them.
 *
 * @packageDocumentation
 */

const PATIENCE_MS = 60_000;
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
