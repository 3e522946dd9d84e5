import { Cluster, KubeObject } from '../../cluster/types';
import { isRecord, listAt, recordAt, stringAt } from '../json';
import { descendants } from '../liveState';
import { groupVersion, keyOf, ResourceKey } from '../names';
import { ComparedResource } from '../rules/compareAll';
import { imagesOf } from '../rules/images';
import { resourceHealth } from '../rules/resourceHealth';

/** The tree of an application: what it manages, and what that owns. */
export function resourceTree(
  compared: ComparedResource[],
  cluster: Cluster | undefined,
) {
  const lives = compared.flatMap(({ live }) => live ?? []);
  const below = cluster ? descendants(cluster, lives) : [];
  const missing = compared
    .filter(({ live }) => !live)
    .map(({ key, version }) => ({
      ...named(key, version),
      health: { status: 'Missing' },
    }));
  return { nodes: [...missing, ...[...lives, ...below].map(node)] };
}

function named({ group, kind, namespace, name }: ResourceKey, version: string) {
  return {
    ...(group && { group }),
    version,
    kind,
    ...(namespace && { namespace }),
    name,
  };
}

function node(object: KubeObject) {
  const { metadata } = object;
  const health = resourceHealth(object);
  const images = object.kind === 'Pod' ? imagesOf(object) : [];
  const info = infoOf(object);
  const networkingInfo = networkingInfoOf(object);
  const parents = listAt(object, 'metadata', 'ownerReferences').map(owner => {
    const { group, version } = groupVersion(stringAt(owner, 'apiVersion'));
    const key = {
      group,
      kind: stringAt(owner, 'kind'),
      namespace: metadata.namespace ?? '',
      name: stringAt(owner, 'name'),
    };
    return { ...named(key, version), uid: stringAt(owner, 'uid') };
  });
  return {
    ...named(keyOf(object), groupVersion(object.apiVersion).version),
    uid: metadata.uid,
    ...(parents.length > 0 && { parentRefs: parents }),
    ...(info.length > 0 && { info }),
    ...(networkingInfo && { networkingInfo }),
    resourceVersion: metadata.resourceVersion,
    ...(images.length > 0 && { images }),
    ...(health && { health }),
    createdAt: metadata.creationTimestamp,
  };
}

function infoOf({ kind, metadata, status }: KubeObject) {
  const revision = metadata.annotations?.['deployment.kubernetes.io/revision'];
  const phase = stringAt(status, 'phase');
  if (kind === 'Pod' && phase) {
    return [{ name: 'Status Reason', value: phase }];
  }
  return revision ? [{ name: 'Revision', value: `Rev:${revision}` }] : [];
}

function networkingInfoOf(object: KubeObject) {
  if (object.kind === 'Pod') {
    return { labels: object.metadata.labels };
  }
  const selector = recordAt(object, 'spec').selector;
  return object.kind === 'Service' && isRecord(selector)
    ? { targetLabels: selector }
    : undefined;
}
