import {
  DriftedField,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import {
  FieldPath,
  formatPath,
  listFields,
  ManagedFieldsEntry,
  managerActor,
  shortenValue,
  toTimestamp,
  valueAt,
} from '@backstage-gitops/plugin-gitops-node';
import { LiveObject } from './liveObject';

/** A field that Flux applied; the value only where it may be shown. */
interface DesiredField {
  path: FieldPath;
  value: string | undefined;
}

/** What is remembered of an applied object between looks at it. */
export interface TrackedObject {
  ref: ResourceRef;
  uid: string;
  /** Of Flux's own `Apply` entry; it moves only when an apply changed something. */
  appliedAt: string | undefined;
  /** What Flux held after its last apply, by formatted path. */
  desired: ReadonlyMap<string, DesiredField>;
  /** False while somebody may have taken fields before the first look. */
  isComplete: boolean;
  drift: DriftedField[];
}

const FLUX = 'kustomize-controller';
const SSA_POLICY = 'kustomize.toolkit.fluxcd.io/ssa';
/** kubectl's own bookkeeping, which nobody edits by hand. */
const BOOKKEEPING =
  'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]';

interface OwnedField {
  path: FieldPath;
  entry: ManagedFieldsEntry;
}

function isFlux({ manager, operation, subresource }: ManagedFieldsEntry) {
  return manager === FLUX && operation === 'Apply' && !subresource;
}

/** Fields of everybody but Flux; whoever writes status changes nothing that is desired. */
function foreignFields(entries: ManagedFieldsEntry[]): Map<string, OwnedField> {
  const fields = new Map<string, OwnedField>();
  for (const entry of entries) {
    if (isFlux(entry) || entry.subresource === 'status') continue;
    for (const path of listFields(entry.fieldsV1)) {
      const key = formatPath(path);
      const known = fields.get(key);
      // Of several owners the last one to write made the value what it is.
      if (!known || (known.entry.time ?? '9') < (entry.time ?? '9')) {
        fields.set(key, { path, entry });
      }
    }
  }
  return fields;
}

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
 * `kubectl*` fields that Flux never had. Flux removes these managers before it
 * applies, so that what is there was written since; with `Merge` it keeps them,
 * and an older entry may hold what it was asked to tolerate.
 */
function addedByHand(
  foreign: Map<string, OwnedField>,
  appliedAt: string | undefined,
): string[] {
  return [...foreign]
    .filter(([key, { entry }]) => {
      const { manager, operation, time } = entry;
      if (!manager.startsWith('kubectl') || operation !== 'Update')
        return false;
      if (key === BOOKKEEPING) return false;
      return !time || !appliedAt || time >= appliedAt;
    })
    .map(([key]) => key);
}

/**
 * Of some objects only the metadata is asked for: there a field is missing that
 * nobody owns any more, as whoever sets a field owns it.
 */
function isMissing(
  live: LiveObject,
  path: FieldPath,
  owner: ManagedFieldsEntry | undefined,
): boolean {
  const isBare = Object.keys(live).every(key =>
    ['apiVersion', 'kind', 'metadata'].includes(key),
  );
  const [first] = path;
  const isMetadata = first && 'field' in first && first.field === 'metadata';
  if (isBare && !isMetadata) return owner === undefined;
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
  const { uid, annotations, managedFields } = live.metadata;
  const isSecret = ref.kind === 'Secret' && ref.group === '';
  const text = (path: FieldPath) =>
    isSecret ? undefined : shortenValue(valueAt(live, path));
  const own = managedFields.find(isFlux);
  const held = new Map(
    listFields(own?.fieldsV1 ?? {}).map(path => [formatPath(path), path]),
  );
  const isKnown = previous?.uid === uid;
  const isNewApply =
    !isKnown ||
    (own !== undefined &&
      (own.time !== previous.appliedAt ||
        [...held.keys()].some(key => !previous.desired.has(key))));
  const foreign = foreignFields(managedFields);
  const appliedAt = isNewApply ? own?.time : previous.appliedAt;
  const added = addedByHand(foreign, appliedAt).filter(key => !held.has(key));
  const tracked = {
    ref,
    uid,
    appliedAt,
    desired: isNewApply
      ? new Map(
          [...held].map(([key, path]) => [key, { path, value: text(path) }]),
        )
      : previous.desired,
    isComplete: isNewApply
      ? added.length === 0 || isKnown
      : previous.isComplete,
  };
  const policy = annotations?.[SSA_POLICY]?.toLowerCase();
  const isOthers = policy === 'ifnotpresent' || policy === 'ignore';
  if (isOthers || (!own && !isKnown)) return { ...tracked, drift: [] };

  const field = (key: string, path: FieldPath, isDesired: boolean) => {
    const owner = foreign.get(key)?.entry;
    let change: DriftedField['change'] = 'changed';
    if (isDesired && isMissing(live, path, owner)) change = 'removed';
    if (!isDesired && tracked.isComplete) change = 'added';
    return {
      resource: ref,
      change,
      path: key,
      desired: isDesired ? tracked.desired.get(key)?.value : undefined,
      live: text(path),
      manager: owner?.manager,
      by: owner ? managerActor(owner.manager) : ('unknown' as const),
      at: toTimestamp(owner?.time),
    };
  };
  const left = [...tracked.desired]
    .filter(([key]) => !held.has(key))
    .map(([key, { path }]) => field(key, path, true))
    // Somebody may have taken a field over with the value that it had.
    .filter(each => each.desired === undefined || each.desired !== each.live);
  const extra = added
    .filter(key => !tracked.desired.has(key))
    .map(key => {
      const path = foreign.get(key)?.path ?? [];
      return field(key, path, false);
    });
  const all = [...left, ...extra];
  const shown = new Set(outermost(all.map(each => each.path)));
  return {
    ...tracked,
    drift: all
      .filter(each => shown.has(each.path))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
