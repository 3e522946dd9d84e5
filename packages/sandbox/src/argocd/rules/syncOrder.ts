import { KubeObject } from '../../cluster/types';
import { SYNC_WAVE } from '../names';

/** Within a wave, what others need comes first. */
const kinds = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

export function syncWave(object: KubeObject): number {
  return Number(object.metadata.annotations?.[SYNC_WAVE] ?? 0) || 0;
}

function rank(object: KubeObject): number {
  const known = kinds.indexOf(object.kind);
  return known < 0 ? kinds.length : known;
}

/** Objects in the order in which a sync applies them: wave, kind, name. */
export function inSyncOrder(objects: KubeObject[]): KubeObject[] {
  return [...objects].sort(
    (left, right) =>
      syncWave(left) - syncWave(right) ||
      rank(left) - rank(right) ||
      (left.metadata.name < right.metadata.name ? -1 : 1),
  );
}
