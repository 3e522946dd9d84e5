import { createCluster } from './createCluster';
import { at } from './json';
import type { KubeObject } from './types';

const now = new Date('2026-01-02T03:04:05Z');
const past = new Date('2026-01-01T00:00:00Z');
const REPLICA_SETS = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
const PODS = { apiVersion: 'v1', kind: 'Pod' };
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
};

function workload(image: string, replicas = 2, kind = 'Deployment') {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  };
}

function world() {
  const { cluster } = createCluster({
    name: 'test',
    clock: () => now,
    namespaces: ['shop'],
    withReplicas: true,
  });
  const apply = (object: KubeObject) =>
    cluster.apply(object, { manager: 'flux', at: past });
  const pods = () =>
    cluster.list(PODS, 'shop').map(({ spec, status }) => {
      const [{ image }] = Object(spec).containers;
      return `${image} ${at(status, 'phase')}`;
    });
  const replicaSets = () =>
    cluster
      .list(REPLICA_SETS, 'shop')
      .map(({ spec, status }) =>
        [at(spec, 'replicas'), at(status, 'readyReplicas') ?? 0].join('/'),
      )
      .sort();
  return { cluster, apply, pods, replicaSets };
}

describe('what is below a workload', () => {
  it('follows a Deployment through rollouts, scaling and its end', () => {
    const { cluster, apply, pods, replicaSets } = world();
    apply(workload('a:1'));
    expect(pods()).toEqual(['a:1 Running', 'a:1 Running']);
    expect(replicaSets()).toEqual(['2/2']);
    apply(workload('a:2', 3));
    expect(pods()).toEqual(Array(3).fill('a:2 Running'));
    expect(replicaSets()).toEqual(['0/0', '3/3']);
    apply(workload('a:2', 1));
    expect(pods()).toEqual(['a:2 Running']);
    apply(workload('a:broken', 1));
    expect(pods()).toEqual(['a:broken Pending']);
    cluster.delete(web, { manager: 'flux' });
    expect([...pods(), ...replicaSets()]).toEqual([]);
  });

  it('is owned by what it was made for', () => {
    const { cluster, apply } = world();
    apply(workload('a:1', 1));
    const [replicaSet] = cluster.list(REPLICA_SETS, 'shop');
    const [pod] = cluster.list(PODS, 'shop');
    const owners = ({ metadata }: KubeObject) =>
      metadata.ownerReferences?.map(({ kind, name, uid }) => [kind, name, uid]);
    expect(owners(replicaSet)).toEqual([
      ['Deployment', 'web', cluster.get(web)?.metadata.uid],
    ]);
    expect(owners(pod)).toEqual([
      ['ReplicaSet', replicaSet.metadata.name, replicaSet.metadata.uid],
    ]);
    expect(pod.metadata.creationTimestamp).toBe('2026-01-01T00:00:00Z');
  });

  it('is made anew for a StatefulSet under the same names', () => {
    const { cluster, apply, pods } = world();
    apply(workload('a:1', 2, 'StatefulSet'));
    expect(pods()).toEqual(['a:1 Running', 'a:1 Running']);
    apply(workload('a:2', 1, 'StatefulSet'));
    expect(pods()).toEqual(['a:2 Running']);
    expect(cluster.list(PODS, 'shop')[0].metadata.name).toBe('web-0');
    expect(cluster.list(REPLICA_SETS, 'shop')).toEqual([]);
  });
});
