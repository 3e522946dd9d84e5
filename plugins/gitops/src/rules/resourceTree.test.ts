import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  MOST_OF_A_KIND,
  ResourceNode,
  resourceTree,
  siblingsOf,
} from './resourceTree';

function aResource(
  kind: string,
  name: string,
  part: Partial<ManagedResource> = {},
): ManagedResource {
  return { group: '', kind, namespace: 'checkout', name, ...part };
}

/** `kind/name` of each, with what is below in brackets. */
function drawn(nodes: ResourceNode[]): string {
  return nodes
    .map(({ resource: { kind, name }, children }) =>
      children.length > 0
        ? `${kind}/${name}(${drawn(children)})`
        : `${kind}/${name}`,
    )
    .join(' ');
}

const deployment = aResource('Deployment', 'web');
const replicaSet = aResource('ReplicaSet', 'web-1', { parent: deployment });

describe('resourceTree', () => {
  it('has below each resource what was made for it, in whatever order they come', () => {
    const pod = aResource('Pod', 'web-1-a', { parent: replicaSet });
    const items = [pod, aResource('Service', 'web'), deployment, replicaSet];
    expect(drawn(resourceTree(items))).toBe(
      'Service/web Deployment/web(ReplicaSet/web-1(Pod/web-1-a))',
    );
  });

  it('tells namespaces apart', () => {
    const elsewhere = { ...deployment, namespace: 'payments' };
    const child = aResource('ReplicaSet', 'web-1', { parent: elsewhere });
    expect(drawn(resourceTree([deployment, child]))).toBe(
      'Deployment/web ReplicaSet/web-1',
    );
  });

  it('loses nothing whose parent is not listed, or that is its own parent', () => {
    const self = aResource('Job', 'self', { parent: aResource('Job', 'self') });
    const [one, two] = [aResource('Job', 'one'), aResource('Job', 'two')];
    const ring = [
      { ...one, parent: two },
      { ...two, parent: one },
    ];
    expect(drawn(resourceTree([replicaSet, self, ...ring]))).toBe(
      'ReplicaSet/web-1 Job/self Job/two(Job/one)',
    );
  });

  it('takes what is listed twice for one', () => {
    expect(drawn(resourceTree([deployment, deployment]))).toBe(
      'Deployment/web',
    );
  });
});

describe('siblingsOf', () => {
  const pods = (count: number, part: Partial<ManagedResource> = {}) =>
    Array.from({ length: count }, (_, n) =>
      aResource('Pod', `pod-${n}`, {
        health: 'Healthy',
        ...part,
      }),
    );
  const names = (nodes: ResourceNode[]) =>
    nodes.map(({ resource }) => resource.name);

  it('keeps all of a kind while they are few', () => {
    const [siblings] = siblingsOf(resourceTree(pods(MOST_OF_A_KIND)));
    expect(siblings.shown).toHaveLength(MOST_OF_A_KIND);
    expect(siblings.rest).toEqual([]);
  });

  it('never puts away what is not well, however far down, and begins with it', () => {
    const items = pods(500);
    items[321] = { ...items[321], health: 'Degraded' };
    const below = aResource('Job', 'below', {
      parent: items[400],
      health: 'Missing',
    });
    const [siblings] = siblingsOf(resourceTree([...items, below]));
    expect(names(siblings.shown)).toEqual([
      'pod-321',
      'pod-400',
      ...[0, 1, 2, 3, 4, 5, 6, 7].map(n => `pod-${n}`),
    ]);
    expect(siblings.rest).toHaveLength(490);
  });

  it.each([
    { health: 'Degraded' },
    { health: 'Missing' },
    { health: 'Progressing' },
    { health: 'Unknown' },
    { sync: 'OutOfSync' },
  ] as const)('shows every one that is %p', part => {
    const [siblings] = siblingsOf(resourceTree(pods(40, part)));
    expect(siblings.shown).toHaveLength(40);
  });

  it('counts each kind for itself, the kind with the worst first', () => {
    const configs = Array.from({ length: 12 }, (_, n) =>
      aResource('ConfigMap', `config-${n}`, { sync: 'Synced' }),
    );
    const [bad] = pods(1, { health: 'Degraded' });
    const groups = siblingsOf(resourceTree([...configs, bad]));
    expect(
      groups.map(({ kind, shown, rest }) => [kind, shown.length, rest.length]),
    ).toEqual([
      ['Pod', 1, 0],
      ['ConfigMap', 10, 2],
    ]);
  });
});
