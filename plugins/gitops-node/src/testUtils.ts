/**
 * For tests of engines and of what is built on them.
 *
 * @packageDocumentation
 */

const PATIENCE_MS = 20_000;
const PAUSE_MS = 25;

/** Tries until the check passes; fails with its last error after 20 s. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }
}
