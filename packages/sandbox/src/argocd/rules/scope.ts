import { KubeObject } from '../../cluster/types';

const clusterScoped = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'StorageClass',
  'IngressClass',
  'PriorityClass',
  'RuntimeClass',
  'CSIDriver',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

/** Whether objects of this kind live outside namespaces. */
export function isClusterScoped({ kind }: Pick<KubeObject, 'kind'>): boolean {
  return clusterScoped.has(kind);
}
