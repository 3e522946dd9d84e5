import { DriftedField } from '@backstage-gitops/plugin-gitops-common';
import {
  formatPath,
  listFields,
  locate,
  ManagedFieldsEntry,
  managerActor,
  parseManagedFields,
  shortenValue,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { ComparedResource, Manifest } from '../api/managedResources';
import { isSecret, resourceKey, toResourceRef } from '../resourceRef';
import { Difference, diffManifests } from './diffManifests';

/** What a full sync left behind: when it was done, and what it applied where that is known. */
export interface LastSync {
  /** ISO 8601. */
  finishedAt: string;
  /** `group/kind/namespace/name`; null when not known. */
  resources: ReadonlySet<string> | null;
  /** Whether Argo CD has compared since; before, it tells how things were before the sync. */
  isCompared: boolean;
}

interface Ownership {
  entry: ManagedFieldsEntry;
  locations: string[];
}

const SEPARATOR = '\u0000';
const join = (location: Array<string | number>) =>
  location.map(key => `${key}${SEPARATOR}`).join('');

/** Where the fields lie that somebody but Argo CD wrote after the last sync. */
function foreignFields(live: Manifest, since: number): Ownership[] {
  const { metadata } = live;
  const entries = parseManagedFields(
    metadata && typeof metadata === 'object' && 'managedFields' in metadata
      ? metadata.managedFields
      : undefined,
  );
  return entries
    .filter(({ manager, subresource, time }) => {
      if (manager.startsWith('argocd') || subresource === 'status')
        return false;
      // `kubectl scale` and autoscalers leave no time. Times are in full seconds.
      return time === undefined || Date.parse(time) >= since;
    })
    .map(entry => ({
      entry,
      locations: listFields(entry.fieldsV1).flatMap(path => {
        const location = locate(live, path);
        return location ? [join(location)] : [];
      }),
    }));
}

function ownerOf(
  { location }: Difference,
  ownerships: Ownership[],
): ManagedFieldsEntry | undefined {
  if (!location) return undefined;
  const at = join(location);
  return ownerships.find(({ locations }) =>
    locations.some(owned => owned.startsWith(at) || at.startsWith(owned)),
  )?.entry;
}

function changeOf({ live, desired }: Difference): DriftedField['change'] {
  if (desired === undefined) return 'added';
  return live === undefined ? 'removed' : 'changed';
}

function driftOfResource(
  resource: ComparedResource,
  lastSync: LastSync,
): DriftedField[] {
  const { liveState, normalizedLiveState, predictedLiveState } = resource;
  const ref = toResourceRef(resource);
  if (!liveState) {
    // What Git has only just added is absent, too, but was never synced.
    return lastSync.resources?.has(resourceKey(resource))
      ? [{ resource: ref, change: 'resourceRemoved', by: 'unknown' }]
      : [];
  }
  if (!normalizedLiveState || !predictedLiveState) return [];
  const since = Math.floor(Date.parse(lastSync.finishedAt) / 1000) * 1000;
  // Indexes of the normalized manifest, in which the differences are looked for.
  const ownerships = foreignFields(
    { ...normalizedLiveState, metadata: liveState.metadata },
    since,
  );
  if (ownerships.length === 0) return [];
  const withValues = !isSecret(resource);
  return diffManifests(normalizedLiveState, predictedLiveState).flatMap(
    difference => {
      const owner = ownerOf(difference, ownerships);
      if (!owner) return [];
      return [
        {
          resource: ref,
          change: changeOf(difference),
          path: formatPath(difference.path),
          desired: withValues ? shortenValue(difference.desired) : undefined,
          live: withValues ? shortenValue(difference.live) : undefined,
          manager: owner.manager,
          by: managerActor(owner.manager),
          at: toTimestamp(owner.time),
        },
      ];
    },
  );
}

/**
 * The fields that live state has otherwise than the last sync left them, by
 * evidence: a manager other than Argo CD holds them since, or the whole object
 * is gone. What differs without such evidence was changed in Git.
 */
export function driftFields(
  resources: ComparedResource[],
  lastSync: LastSync,
): DriftedField[] {
  const key = (field: DriftedField) =>
    `${resourceKey(field.resource)} ${field.path ?? ''}`;
  return resources
    .filter(({ hook, targetState }) => !hook && targetState !== null)
    .flatMap(resource => driftOfResource(resource, lastSync))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
