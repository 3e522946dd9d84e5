import { CrowdMember } from './member';

const TICK_MS = 1_000;

/**
 * Has an engine look at each of its applications once in a while, evenly spread,
 * as engines do though nothing happens. Returns the way to end that.
 */
export function lookAgain(
  member: CrowdMember,
  applications: string[],
  everyMs: number,
): () => void {
  let looked = 0;
  const startedAt = Date.now();
  const timer = setInterval(() => {
    const due = ((Date.now() - startedAt) / everyMs) * applications.length;
    for (; looked < due; looked += 1) {
      member.lookAgain(applications[looked % applications.length]);
    }
  }, TICK_MS);
  return () => clearInterval(timer);
}
