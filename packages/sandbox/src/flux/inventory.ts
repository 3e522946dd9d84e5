import { KubeObject, ObjectRef } from '../cluster/types';
import { groupOf, InventoryEntry } from './resources';

/** What others depend on is applied first and pruned last. */
const FIRST = [
  'CustomResourceDefinition',
  'Namespace',
  'ClusterClass',
  'RuntimeClass',
  'PriorityClass',
  'StorageClass',
  'VolumeSnapshotClass',
  'IngressClass',
  'GatewayClass',
  'ResourceQuota',
  'ServiceAccount',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

function rank(kind: string): number {
  if (LAST.includes(kind)) {
    return FIRST.length + 1 + LAST.indexOf(kind);
  }
  return FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length;
}

function sortKey(object: KubeObject): string {
  const { namespace = '', name } = object.metadata;
  return [groupOf(object.apiVersion), object.kind, namespace, name].join('/');
}

/** Objects in the order in which Flux applies them. */
export function inApplyOrder(objects: KubeObject[]): KubeObject[] {
  return [...objects].sort(
    (a, b) => rank(a.kind) - rank(b.kind) || (sortKey(a) < sortKey(b) ? -1 : 1),
  );
}

/** `namespace_name_group_kind`, with colons of RBAC names written as two underscores. */
export function inventoryEntry(object: KubeObject): InventoryEntry {
  const { namespace = '', name } = object.metadata;
  const group = groupOf(object.apiVersion);
  const version = object.apiVersion.slice(group ? group.length + 1 : 0);
  const id = [namespace, name.replace(/:/g, '__'), group, object.kind].join(
    '_',
  );
  return { id, v: version };
}

/** The object that an entry names; undefined when the id is not one of Flux. */
export function inventoryRef(entry: InventoryEntry): ObjectRef | undefined {
  const match = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(entry.id);
  if (!match) {
    return undefined;
  }
  const [, namespace, name, group, kind] = match;
  return {
    apiVersion: group ? `${group}/${entry.v}` : entry.v,
    kind,
    name: name.replace(/__/g, ':'),
    ...(namespace && { namespace }),
  };
}

/** `Deployment/shop/web`, the way Flux names an object in its messages. */
export function subject(ref: {
  kind: string;
  namespace?: string;
  name: string;
}): string {
  return [ref.kind, ref.namespace, ref.name].filter(Boolean).join('/');
}
