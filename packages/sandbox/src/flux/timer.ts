/** Calls back once after some milliseconds; returns the way to forget it. */
export type Timer = (milliseconds: number, callback: () => void) => () => void;

/** Longer delays overflow and would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Does not keep the process alive. */
export const systemTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, Math.min(milliseconds, LONGEST));
  handle.unref();
  return () => clearTimeout(handle);
};
