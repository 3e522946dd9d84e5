import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until it is so: the engines act in their own time. */
export async function eventually(
  check: () => Promise<void> | void,
): Promise<void> {
  const end = Date.now() + 120_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await wait(50);
    }
  }
}
