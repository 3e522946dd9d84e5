import { Condition } from '../application';

/** The conditions to report now; one that was there before keeps its time. */
export function carryConditions(
  previous: Condition[],
  current: Array<{ type: string; message: string }>,
  now: string,
): Condition[] {
  return current.map(({ type, message }) => {
    const before = previous.find(
      one => one.type === type && one.message === message,
    );
    return {
      type,
      message,
      lastTransitionTime: before?.lastTransitionTime ?? now,
    };
  });
}
