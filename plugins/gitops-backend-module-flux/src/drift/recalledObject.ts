import {
  DriftedField,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import {
  addedByHand,
  DesiredField,
  foreignFields,
  heldFields,
  isKubectl,
  ownEntry,
} from './fieldOwners';
import { inventoryId } from './inventory';
import { LiveObject } from './liveObject';
import { packFields } from './packedFields';
import { TrackedObject } from './trackObject';

/** An object whose drift was told before, perhaps by another process. */
export interface RecalledObject {
  ref: ResourceRef;
  fields: DriftedField[];
}

/** The objects that were told to have drifted, by inventory id. */
export function recallObjects(
  applications: ObservedApplication[],
): Map<string, RecalledObject> {
  const recalled = new Map<string, RecalledObject>();
  for (const { kind, drift } of applications) {
    // Of the others Flux itself says what has drifted.
    if (kind !== 'Kustomization') continue;
    // What two applications have applied has the same drift in both.
    const ofThis = new Map<string, RecalledObject>();
    for (const field of drift?.fields ?? []) {
      const id = inventoryId(field.resource);
      const known = ofThis.get(id) ?? { ref: field.resource, fields: [] };
      known.fields.push(field);
      ofThis.set(id, known);
    }
    for (const [id, object] of ofThis) recalled.set(id, object);
  }
  return recalled;
}

export function isRecalledGone({ fields }: RecalledObject): boolean {
  return fields.some(({ change }) => change === 'resourceRemoved');
}

/**
 * Whether Flux is known to have held the field. Of one that `kubectl` had when it
 * was first looked at nobody can say so; whoever looks again finds it again.
 */
function wasHeld({ change, desired, manager }: DriftedField): boolean {
  if (change === 'added') return false;
  return !(change === 'changed' && desired === undefined && isKubectl(manager));
}

/**
 * The object as if it had been tracked all the time, as far as its drift goes.
 * @returns undefined where Flux has applied it anew since: what it wants it then
 * took back, and the rest it does not want any more
 */
export function resumeTracking(
  { ref, fields }: RecalledObject,
  live: LiveObject,
): TrackedObject | undefined {
  const own = ownEntry(live);
  const appliedAt = toTimestamp(own?.time);
  const isNewApply = fields.some(field => field.appliedAt !== appliedAt);
  if (isRecalledGone({ ref, fields }) || (own && isNewApply)) return undefined;
  const held = heldFields(live, ref);
  const known = fields.flatMap((field): Array<[string, DesiredField]> => {
    const { path, desired: value } = field;
    return path !== undefined && wasHeld(field)
      ? [[path, { path: undefined, value }]]
      : [];
  });
  const desired = new Map([...known, ...held]);
  const added = addedByHand(foreignFields(live), held, own?.time);
  const told = new Set(
    fields.filter(({ change }) => change === 'added').map(({ path }) => path),
  );
  return {
    ref,
    uid: live.metadata.uid,
    appliedAt: own?.time,
    desired: packFields(desired),
    isComplete: added.every(key => desired.has(key) || told.has(key)),
    strayed: [],
    isLeftAlone: false,
    drift: fields,
  };
}
