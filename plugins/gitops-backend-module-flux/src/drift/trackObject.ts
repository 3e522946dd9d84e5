import {
  DriftedField,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import {
  FieldPath,
  ManagedFieldsEntry,
  managerActor,
  toTimestamp,
  valueAt,
} from '@backstage-gitops/plugin-gitops-node';
import {
  addedByHand,
  DesiredField,
  foreignFields,
  heldFields,
  ownEntry,
  shownValue,
} from './fieldOwners';
import { LiveObject } from './liveObject';
import { packFields, unpackFields } from './packedFields';

/** What is remembered of an applied object between looks at it. */
export interface TrackedObject {
  ref: ResourceRef;
  uid: string;
  /** Of Flux's own `Apply` entry; it moves only when an apply changed something. */
  appliedAt: string | undefined;
  /** What Flux held after its last apply; see `packFields`. */
  desired: string;
  /** False while somebody may have taken fields before the first look. */
  isComplete: boolean;
  /** Desired fields that Flux does not hold any more, and that have another value. */
  strayed: readonly string[];
  /** Flux is told not to touch it. */
  isLeftAlone: boolean;
  drift: DriftedField[];
}

const SSA_POLICY = 'kustomize.toolkit.fluxcd.io/ssa';
const RECONCILE = 'kustomize.toolkit.fluxcd.io/reconcile';

/** A list item stands for its fields; `keys` in any order. */
function outermost(keys: string[]): string[] {
  const all = new Set(keys);
  return keys.filter(key => {
    for (
      let at = key.lastIndexOf(']');
      at > 0;
      at = key.lastIndexOf(']', at - 1)
    ) {
      if (at + 1 < key.length && all.has(key.slice(0, at + 1))) return false;
    }
    return true;
  });
}

/**
 * Of some objects only the metadata is asked for: there a field is missing that
 * nobody owns any more, as whoever sets a field owns it.
 */
function isMissing(
  live: LiveObject,
  path: FieldPath | undefined,
  owner: ManagedFieldsEntry | undefined,
): boolean {
  const isBare = Object.keys(live).every(key =>
    ['apiVersion', 'kind', 'metadata'].includes(key),
  );
  const first = path?.[0];
  const isMetadata = first && 'field' in first && first.field === 'metadata';
  if (!path || (isBare && !isMetadata)) return owner === undefined;
  return valueAt(live, path) === undefined;
}

/**
 * The next look at an applied object: what left Flux's field set without a new
 * apply, and what was added by hand, is drift.
 */
export function trackObject(
  previous: TrackedObject | undefined,
  live: LiveObject,
  ref: ResourceRef,
): TrackedObject {
  const { uid, annotations } = live.metadata;
  const own = ownEntry(live);
  const held = heldFields(live, ref);
  const isKnown = previous?.uid === uid;
  const before = isKnown
    ? unpackFields(previous.desired)
    : new Map<string, DesiredField>();
  const isNewApply =
    !isKnown ||
    (own !== undefined &&
      (own.time !== previous.appliedAt ||
        [...held.keys()].some(key => !before.has(key))));
  const foreign = foreignFields(live);
  const appliedAt = isNewApply ? own?.time : previous.appliedAt;
  const added = addedByHand(foreign, held, appliedAt);
  const desired = isNewApply ? held : before;
  const tracked = {
    ref,
    uid,
    appliedAt,
    desired: isNewApply ? packFields(held) : previous.desired,
    isComplete: isNewApply
      ? added.length === 0 || isKnown
      : previous.isComplete,
    isLeftAlone: annotations?.[RECONCILE]?.toLowerCase() === 'disabled',
  };
  const policy = annotations?.[SSA_POLICY]?.toLowerCase();
  const isOthers = policy === 'ifnotpresent' || policy === 'ignore';
  if (isOthers || (!own && !isKnown)) {
    return { ...tracked, strayed: [], drift: [] };
  }

  const knownAdded = new Set(
    (isKnown ? previous.drift : [])
      .filter(({ change }) => change === 'added')
      .map(({ path }) => path),
  );
  const field = (
    key: string,
    path: FieldPath | undefined,
    isDesired: boolean,
  ) => {
    const owner = foreign.get(key)?.entry;
    let change: DriftedField['change'] = 'changed';
    if (isDesired && isMissing(live, path, owner)) change = 'removed';
    const isAdded = tracked.isComplete || knownAdded.has(key);
    if (!isDesired && isAdded) change = 'added';
    return {
      resource: ref,
      change,
      path: key,
      desired: isDesired ? desired.get(key)?.value : undefined,
      live: shownValue(live, ref, path),
      manager: owner?.manager,
      by: owner ? managerActor(owner.manager) : ('unknown' as const),
      at: toTimestamp(owner?.time),
      appliedAt: toTimestamp(appliedAt),
    };
  };
  const left = [...desired]
    .filter(([key]) => !held.has(key))
    .map(([key, { path }]) => field(key, path ?? foreign.get(key)?.path, true))
    // Somebody may have taken a field over with the value that it had.
    .filter(each => each.desired === undefined || each.desired !== each.live);
  const extra = added
    .filter(key => !desired.has(key))
    .map(key => field(key, foreign.get(key)?.path, false));
  const all = [...left, ...extra];
  const shown = new Set(outermost(all.map(each => each.path)));
  return {
    ...tracked,
    strayed: left.map(each => each.path),
    drift: all
      .filter(each => shown.has(each.path))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
