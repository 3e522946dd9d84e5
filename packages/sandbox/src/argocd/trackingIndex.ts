import { Cluster, KubeObject, ObjectRef } from '../cluster/types';
import {
  APP_PROJECT,
  APPLICATION,
  keyOf,
  keyString,
  managingInstance,
  refOf,
} from './names';

/** Kinds that are looked through for objects which Git no longer has. */
const scanned: Array<[apiVersion: string, kinds: string[]]> = [
  [
    'v1',
    [
      'ConfigMap',
      'Secret',
      'Service',
      'ServiceAccount',
      'PersistentVolumeClaim',
      'Pod',
      'Namespace',
    ],
  ],
  ['apps/v1', ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']],
  ['batch/v1', ['Job', 'CronJob']],
  ['networking.k8s.io/v1', ['Ingress', 'NetworkPolicy']],
  ['autoscaling/v2', ['HorizontalPodAutoscaler']],
  ['policy/v1', ['PodDisruptionBudget']],
  ['rbac.authorization.k8s.io/v1', ['Role', 'RoleBinding']],
  [APPLICATION.apiVersion, [APPLICATION.kind, APP_PROJECT.kind]],
];

export interface TrackingIndex {
  /** What carries the tracking id of an instance now. */
  refsOf(instance: string): ObjectRef[];
  stop(): void;
}

/**
 * Keeps which objects of a cluster carry whose tracking id, from its writes.
 * @param changed - told of every write to an object that an instance manages or managed
 */
export function createTrackingIndex(
  cluster: Cluster,
  changed: (instance: string) => void,
): TrackingIndex {
  const refs = new Map<string, Map<string, ObjectRef>>();
  const instances = new Map<string, string>();

  const forget = (key: string) => {
    const instance = instances.get(key);
    if (instance !== undefined) {
      refs.get(instance)?.delete(key);
      instances.delete(key);
    }
  };
  const note = (object: KubeObject) => {
    const key = keyString(keyOf(object));
    const instance = managingInstance(object);
    forget(key);
    if (instance !== undefined) {
      const known = refs.get(instance) ?? new Map<string, ObjectRef>();
      known.set(key, refOf(object));
      refs.set(instance, known);
      instances.set(key, instance);
    }
  };

  const stop = cluster.subscribe(({ type, object }) => {
    const key = keyString(keyOf(object));
    const concerned = new Set([instances.get(key)]);
    if (type === 'DELETED') {
      forget(key);
    } else {
      note(object);
    }
    concerned.add(instances.get(key));
    for (const instance of concerned) {
      if (instance !== undefined) {
        changed(instance);
      }
    }
  });
  for (const [apiVersion, kinds] of scanned) {
    kinds
      .flatMap(kind => listIfServed(cluster, { apiVersion, kind }))
      .forEach(note);
  }

  return {
    refsOf: instance => [...(refs.get(instance)?.values() ?? [])],
    stop,
  };
}

/** Objects of a kind; none when the cluster does not serve it. */
export function listIfServed(
  cluster: Cluster,
  type: { apiVersion: string; kind: string },
  namespace?: string,
): KubeObject[] {
  try {
    return cluster.list(type, namespace);
  } catch {
    return [];
  }
}
