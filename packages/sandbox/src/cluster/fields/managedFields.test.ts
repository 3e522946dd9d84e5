import fc from 'fast-check';
import { createCluster } from '../createCluster';
import type { Cluster, KubeObject } from '../types';
import { compareFields } from './compare';
import { fieldsOf } from './fieldsOf';
import { decodePaths, encodePaths, isBelow, union } from './pathSet';
import { builtInShape } from './shape';

const shape = builtInShape('ConfigMap');

const name = fc.constantFrom('a', 'b', 'c');
const env = fc
  .uniqueArray(fc.record({ name, value: fc.constantFrom('1', '2') }), {
    selector: item => item.name,
    maxLength: 3,
  })
  .map(items => ({ env: items }));
const container = fc
  .tuple(name, fc.constantFrom('x:1', 'x:2'), env)
  .map(([called, image, more]) => ({ name: called, image, ...more }));
const labels = fc.dictionary(name, fc.constantFrom('1', '2'), { maxKeys: 3 });

/** Something with maps, keyed lists and a list that is one value. */
const body = fc.record({
  metadata: fc.record({ labels }),
  spec: fc.record(
    {
      replicas: fc.nat(3),
      containers: fc.uniqueArray(container, {
        selector: item => item.name,
        maxLength: 3,
      }),
      args: fc.array(fc.constantFrom('p', 'q'), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
});
type Body = typeof body extends fc.Arbitrary<infer T> ? T : never;

const ref = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'default',
  name: 'it',
};

function objectOf({ metadata, ...rest }: Body): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'it', namespace: 'default', ...metadata },
    ...rest,
  };
}

function newCluster() {
  let minute = 0;
  return createCluster({
    name: 'test',
    clock: () => {
      minute += 1;
      return new Date(Date.UTC(2026, 0, 1, 0, minute));
    },
  }).cluster;
}

function ownedBy(object: KubeObject, manager: string, operation: string) {
  const entry = object.metadata.managedFields?.find(
    field => field.manager === manager && field.operation === operation,
  );
  return decodePaths(entry?.fieldsV1 ?? {});
}

function allOwned(object: KubeObject) {
  return union(
    ...(object.metadata.managedFields ?? []).map(field =>
      decodePaths(field.fieldsV1),
    ),
  );
}

/** What managedFields speak for: no type, no name, nothing of the server's. */
function bodyOf({ apiVersion, kind, metadata, ...rest }: KubeObject) {
  return {
    ...(metadata.labels ? { metadata: { labels: metadata.labels } } : {}),
    ...rest,
  };
}

function edit(cluster: Cluster, next: Body, manager: string) {
  return cluster.edit(
    ref,
    object => {
      for (const key of Object.keys(object)) {
        if (!['apiVersion', 'kind', 'metadata'].includes(key)) {
          delete object[key];
        }
      }
      object.metadata.labels = next.metadata.labels;
      Object.assign(object, { spec: next.spec });
    },
    { manager },
  );
}

describe('managed fields', () => {
  it('survive being written and read', () => {
    fc.assert(
      fc.property(body, value => {
        const paths = fieldsOf(value, shape);
        expect(decodePaths(encodePaths(paths))).toEqual(paths);
      }),
    );
  });

  it('leave no field without an owner after an apply to nothing', () => {
    fc.assert(
      fc.property(body, value => {
        const applied = newCluster().apply(objectOf(value), { manager: 'm' });
        expect(allOwned(applied)).toEqual(fieldsOf(bodyOf(applied), shape));
      }),
    );
  });

  it('give every applied field to whoever applied it, over what was there', () => {
    fc.assert(
      fc.property(body, body, body, (first, second, third) => {
        const cluster = newCluster();
        cluster.apply(objectOf(first), { manager: 'one' });
        edit(cluster, second, 'hand');
        const applied = cluster.apply(objectOf(third), { manager: 'two' });
        const wanted = fieldsOf(bodyOf(objectOf(third)), shape);
        expect(ownedBy(applied, 'two', 'Apply')).toEqual(wanted);
        // What was applied is there.
        const { added, modified } = compareFields(
          bodyOf(applied),
          bodyOf(objectOf(third)),
          shape,
        );
        expect([...added, ...modified]).toEqual([]);
        // Nobody owns what is not there.
        const present = [...fieldsOf(bodyOf(applied), shape)];
        const ghosts = [...allOwned(applied)].filter(
          path => !present.some(leaf => leaf === path || isBelow(leaf, path)),
        );
        expect(ghosts).toEqual([]);
      }),
    );
  });

  it('make the same apply by the same manager a no-op', () => {
    fc.assert(
      fc.property(body, body, (before, value) => {
        const cluster = newCluster();
        cluster.apply(objectOf(before), { manager: 'other' });
        const once = cluster.apply(objectOf(value), { manager: 'm' });
        const twice = cluster.apply(objectOf(value), { manager: 'm' });
        expect(twice).toEqual(once);
      }),
    );
  });

  it('let an apply remove what only it had applied before', () => {
    fc.assert(
      fc.property(body, body, (first, second) => {
        const cluster = newCluster();
        cluster.apply(objectOf(first), { manager: 'm' });
        const applied = cluster.apply(objectOf(second), { manager: 'm' });
        expect(fieldsOf(bodyOf(applied), shape)).toEqual(
          fieldsOf(bodyOf(objectOf(second)), shape),
        );
      }),
    );
  });

  it('let an edit take exactly the fields that it changes', () => {
    fc.assert(
      fc.property(body, body, (value, edited) => {
        const cluster = newCluster();
        const before = cluster.apply(objectOf(value), { manager: 'm' });
        const after = edit(cluster, edited, 'kubectl-edit');
        const { added, modified, removed } = compareFields(
          bodyOf(before),
          bodyOf(after),
          shape,
        );
        const taken = union(added, modified);
        expect(ownedBy(after, 'kubectl-edit', 'Update')).toEqual(taken);
        const lost = union(taken, removed);
        const left = [...ownedBy(before, 'm', 'Apply')].filter(
          path => !lost.has(path),
        );
        expect(ownedBy(after, 'm', 'Apply')).toEqual(new Set(left));
      }),
    );
  });

  it('keep their time unless the manager takes something', () => {
    const cluster = newCluster();
    const value: Body = { metadata: { labels: { a: '1' } }, spec: {} };
    const first = cluster.apply(objectOf(value), { manager: 'm' });
    edit(
      cluster,
      { ...value, metadata: { labels: { a: '1', b: '1' } } },
      'hand',
    );
    const again = cluster.apply(objectOf(value), { manager: 'm' });
    const timeOf = (object: KubeObject) =>
      object.metadata.managedFields?.find(field => field.manager === 'm')?.time;
    expect(timeOf(again)).toBe(timeOf(first));
  });
});
