import { Cluster, KubeObject } from '../cluster/types';
import { listAt, stringAt } from './json';
import { keyOf, keyString, managingInstance, refOf } from './names';
import { listIfServed, TrackingIndex } from './trackingIndex';

/** The live counterparts of the targets, and whatever else the instance manages. */
export function liveObjects(
  cluster: Cluster,
  index: TrackingIndex,
  instance: string,
  targets: KubeObject[],
): KubeObject[] {
  const found = new Map<string, KubeObject>();
  for (const target of targets) {
    const live = getIfServed(cluster, target);
    if (live) {
      found.set(keyString(keyOf(live)), live);
    }
  }
  for (const ref of index.refsOf(instance)) {
    const live = cluster.get(ref);
    if (live && managingInstance(live) === instance) {
      found.set(keyString(keyOf(live)), live);
    }
  }
  return [...found.values()];
}

function getIfServed(cluster: Cluster, target: KubeObject) {
  try {
    return cluster.get(refOf(target));
  } catch {
    // A kind that the cluster does not serve: the sync will say so.
    return undefined;
  }
}

const owned = [
  { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'v1', kind: 'Pod' },
];

/** Everything below these objects by owner reference. */
export function descendants(
  cluster: Cluster,
  roots: KubeObject[],
): KubeObject[] {
  const namespaces = new Set(roots.map(root => root.metadata.namespace));
  const candidates = [...namespaces]
    .filter(namespace => namespace !== undefined)
    .flatMap(namespace =>
      owned.flatMap(type => listIfServed(cluster, type, namespace)),
    );
  const uids = new Set(roots.map(root => root.metadata.uid));
  // The kinds are listed from the top down, so that one pass is enough.
  return candidates.filter(candidate => {
    const below = listAt(candidate, 'metadata', 'ownerReferences').some(owner =>
      uids.has(stringAt(owner, 'uid')),
    );
    if (below) {
      uids.add(candidate.metadata.uid);
    }
    return below;
  });
}
