import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for the work, but no longer than `ms`; no timer outlives it.
 * @throws what the work throws, or when the signal aborts
 */
export async function waitAtMost(
  ms: number,
  work: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const late = delay(ms, undefined, {
    signal: AbortSignal.any([signal, done.signal]),
  });
  try {
    await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
