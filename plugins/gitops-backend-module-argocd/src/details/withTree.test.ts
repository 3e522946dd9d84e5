import {
  ManagedResource,
  managedResourceSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { recordedBody } from '../__testUtils__/recordings';
import { resourceTreeSchema } from '../api/resourceTree';
import { statedResourcesSchema } from '../api/statedResources';
import { toManagedResources } from './toManagedResources';
import { withTree } from './withTree';

const nodesOf = (answer: unknown) => resourceTreeSchema.parse(answer);

function recordedTree(): ManagedResource[] {
  return withTree(
    toManagedResources(
      statedResourcesSchema.parse(recordedBody('get-outofsync-drifted')),
    ),
    nodesOf(recordedBody('resource-tree-drifted')),
  );
}

const find = (resources: ManagedResource[], name: string, kind: string) =>
  resources.find(each => each.name === name && each.kind === kind);

describe('the tree of a recorded application', () => {
  it('goes from what is applied down to the pods', () => {
    const tree = recordedTree();
    expect(tree.map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      ...Array(7).fill('Pod'),
      'Secret',
      'Service',
      'Deployment',
      'ReplicaSet',
      'ReplicaSet',
    ]);
    const deployment = {
      group: 'apps',
      kind: 'Deployment',
      namespace: 'search-production',
      name: 'search',
    };
    const set = {
      ...deployment,
      kind: 'ReplicaSet',
      name: 'search-76fc564569',
    };
    expect(find(tree, 'search', 'Deployment')).toEqual({
      ...deployment,
      sync: 'OutOfSync',
      health: 'Healthy',
      createdAt: '2026-11-20T23:53:07.000Z',
    });
    expect(find(tree, set.name, 'ReplicaSet')).toEqual({
      ...set,
      parent: deployment,
      health: 'Healthy',
      createdAt: '2026-11-20T23:53:49.000Z',
    });
    expect(find(tree, 'search-76fc564569-c8f9f', 'Pod')).toEqual({
      group: '',
      kind: 'Pod',
      namespace: 'search-production',
      name: 'search-76fc564569-c8f9f',
      parent: set,
      health: 'Healthy',
      images: ['registry.example.com/search:hotfix'],
      createdAt: '2026-11-20T23:53:49.000Z',
    });
  });

  it('says what is missing, what is going away, and what has no health', () => {
    const tree = recordedTree();
    expect(find(tree, 'search-config', 'ConfigMap')).toMatchObject({
      sync: 'OutOfSync',
      health: 'Missing',
    });
    expect(find(tree, 'search-7f66ddb84b-574kq', 'Pod')).toMatchObject({
      health: 'Progressing',
      message: 'Pending deletion',
    });
    expect(find(tree, 'search-secret', 'Secret')?.health).toBeUndefined();
    expect(managedResourceSchema.array().safeParse(tree).success).toBe(true);
  });
});

const pod = (name: string, parents: string[], more = {}) => ({
  kind: 'Pod',
  name,
  parentRefs: parents.map(parent => ({ kind: 'Pod', name: parent })),
  ...more,
});
const applied = (name: string): ManagedResource => ({
  group: '',
  kind: 'Pod',
  name,
  sync: 'Synced',
});

describe('withTree', () => {
  it('leaves out what hangs on nothing that is applied', () => {
    const tree = withTree(
      [applied('web')],
      nodesOf({
        nodes: [pod('hook', []), pod('hook-1', ['hook']), pod('web', [])],
      }),
    );
    expect(tree.map(({ name }) => name)).toEqual(['web']);
  });

  it('goes round in no circle, and has each once', () => {
    const tree = withTree(
      [applied('web')],
      nodesOf({
        nodes: [pod('a', ['b', 'web']), pod('b', ['a']), pod('a', ['b'])],
      }),
    );
    expect(tree.map(({ name, parent }) => [name, parent?.name])).toEqual([
      ['a', 'web'],
      ['b', 'a'],
      ['web', undefined],
    ]);
  });

  it('has each image once, and knows no words but ours', () => {
    const [made] = withTree(
      [applied('web')],
      nodesOf({
        nodes: [
          pod('a', ['web'], {
            images: ['one', 'one', 'two'],
            health: { status: 'Dizzy' },
            createdAt: 'soon',
          }),
        ],
      }),
    );
    expect(made).toMatchObject({ images: ['one', 'two'], health: 'Unknown' });
    expect(made.createdAt).toBeUndefined();
  });
});
