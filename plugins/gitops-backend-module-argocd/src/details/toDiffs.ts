import { setImmediate } from 'node:timers/promises';
import { ResourceDiff } from '@backstage-gitops/plugin-gitops-common';
import { ComparedResource, Manifest } from '../api/managedResources';
import { diffManifests } from '../drift/diffManifests';
import { byResource, isSecret, toResourceRef } from '../resourceRef';
import { withoutBookkeeping } from '../withoutBookkeeping';
import { maskSecret } from './maskSecret';
import { toYaml } from './toYaml';

interface Sides {
  desired: Manifest | null;
  live: Manifest | null;
}

/** As Argo CD compares them, with the same defaults in both; null for what is not there. */
function sidesOf(resource: ComparedResource): Sides {
  const { targetState, predictedLiveState } = resource;
  const { liveState, normalizedLiveState } = resource;
  return {
    desired: targetState && (predictedLiveState ?? targetState),
    live: liveState && (normalizedLiveState ?? liveState),
  };
}

function isDifferent({ desired, live }: Sides): boolean {
  if (!desired || !live) return desired !== live;
  return diffManifests(live, desired).length > 0;
}

function toDiff(resource: ComparedResource): ResourceDiff | undefined {
  const sides = sidesOf(resource);
  if (!isDifferent(sides)) return undefined;
  const desired = sides.desired && withoutBookkeeping(sides.desired);
  const live = sides.live && withoutBookkeeping(sides.live);
  const isMasked = isSecret(resource);
  const show = (side: 'desired' | 'live', own: Manifest, other: typeof live) =>
    toYaml(isMasked ? maskSecret(own, other, side) : own);
  return {
    ...toResourceRef(resource),
    desired: desired && show('desired', desired, live),
    live: live && show('live', live, desired),
  };
}

/**
 * What differs between Git and the cluster, resource by resource; hooks are not
 * compared. Thousands take seconds: what else there is to do comes in between.
 */
export async function toDiffs(
  resources: ComparedResource[],
  signal: AbortSignal,
): Promise<ResourceDiff[]> {
  const diffs: ResourceDiff[] = [];
  for (const resource of [...resources].sort(byResource)) {
    const diff = resource.hook ? undefined : toDiff(resource);
    if (diff) diffs.push(diff);
    await setImmediate();
    signal.throwIfAborted();
  }
  return diffs;
}
