import { HelmRelease } from './helmRelease';
import { FAILURES } from './helmSyncs';
import { findCondition } from './object';
import { isAlike, Look, Tried } from './withoutRetries';

/**
 * A HelmRelease as it was before, while only half of its failure is told: it comes in two
 * events, the words first, and what Helm has of it with the count of failures then.
 * Without the second half it seems that Helm has kept nothing.
 * @param before - the look before, as it was told
 */
export function withoutHalfFailure(
  before: Look<Tried>,
  now: Look<HelmRelease>,
): Look<HelmRelease> {
  const { status } = now.object;
  const told = findCondition(before.object, 'Ready');
  const ready = findCondition(now.object, 'Ready');
  const isHalf =
    before.attempt === now.attempt &&
    before.object.status?.failures === status?.failures &&
    ready?.status === 'False' &&
    Object.values(FAILURES).includes(ready.reason) &&
    !(told && isAlike(told, ready));
  if (!isHalf) return now;
  const conditions = before.object.status?.conditions;
  return {
    ...now,
    isAtWork: before.isAtWork,
    object: { ...now.object, status: { ...status, conditions } },
  };
}
