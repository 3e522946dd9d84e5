import { packFields, unpackFields } from './packedFields';
import { TrackedObject } from './trackObject';

/**
 * The object after Flux has applied all that it wants, as against when it set to
 * work: what had strayed then, and Flux left as it was, it does not want any more.
 * An apply that changes nothing else leaves no other trace of that.
 */
export function settle(
  before: TrackedObject,
  now: TrackedObject,
): TrackedObject {
  const isSame = before.uid === now.uid && before.appliedAt === now.appliedAt;
  // After an apply somebody may have taken the field again.
  if (!isSame || now.isLeftAlone || before.strayed.length === 0) return now;
  const unwanted = new Set(before.strayed);
  const isUnwanted = (path: string) => unwanted.has(path);
  const desired = unpackFields(now.desired);
  for (const path of unwanted) desired.delete(path);
  return {
    ...now,
    desired: packFields(desired),
    strayed: now.strayed.filter(path => !isUnwanted(path)),
    drift: now.drift.filter(({ path = '' }) => !isUnwanted(path)),
  };
}
