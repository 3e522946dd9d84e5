import { Since } from '@backstage-gitops/plugin-gitops-common';

/** A successful deployment of an application. */
export interface Deployment {
  /** Its place in the history; ISO 8601. */
  at: string;
  /** When it was done, where that is known; ISO 8601. */
  finishedAt: string | null;
  /** Of the object then, or empty. */
  uid: string;
}

/** A span in which nobody looked; ISO 8601. */
export interface Gap {
  from: string;
  to: string;
}

/**
 * Since when an application runs a commit without a break: since the earliest
 * deployment of the newest that contain it. It is exact where the one before is known
 * not to, and no other can have been between them that nobody saw.
 *
 * @param deployments - newest first
 * @param contains - whether one contains the commit; undefined where that is not known
 * @returns null where the newest is not known to contain it
 */
export function runningSince<D extends Deployment>(
  deployments: readonly D[],
  contains: (deployment: D) => boolean | undefined,
  gaps: readonly Gap[],
): Since | null {
  const [newest] = deployments;
  if (!newest || contains(newest) !== true) return null;
  let first = newest;
  for (const before of deployments.slice(1)) {
    const isNext =
      before.uid === first.uid && !isBetween(gaps, before.at, first.at);
    const contained = isNext ? contains(before) : undefined;
    if (contained === false) return sinceOf(first, 'exact');
    if (contained === undefined) break;
    first = before;
  }
  return sinceOf(first, 'atLeast');
}

function isBetween(gaps: readonly Gap[], from: string, to: string): boolean {
  return gaps.some(gap => gap.from < to && gap.to > from);
}

/** Where nobody knows when it was done, it was by the time that it was seen. */
function sinceOf(
  { at, finishedAt }: Deployment,
  precision: 'exact' | 'atLeast',
): Since {
  return finishedAt === null
    ? { at, precision: 'atLeast' }
    : { at: finishedAt, precision };
}
