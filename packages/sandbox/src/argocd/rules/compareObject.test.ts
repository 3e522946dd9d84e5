import fc from 'fast-check';
import { createCluster } from '../../cluster';
import { KubeObject } from '../../cluster/types';
import { sameJson } from '../json';
import { APPLIER } from '../names';
import { compareObject } from './compareObject';

const words = fc.constantFrom('a', 'b', 'c');
const map = fc.dictionary(words, words);

const configMap = map.map(
  (data): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'thing', namespace: 'shop' },
    ...(Object.keys(data).length > 0 && { data }),
  }),
);

const deployment = fc
  .record({
    replicas: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    image: words,
    env: map,
    labels: map,
    ports: fc.uniqueArray(fc.constantFrom(8080, 9090)),
    sidecar: fc.boolean(),
  })
  .map(
    ({ replicas, image, env, labels, ports, sidecar }): KubeObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'thing',
        namespace: 'shop',
        ...(Object.keys(labels).length > 0 && { labels }),
      },
      spec: {
        ...(replicas !== undefined && { replicas }),
        selector: { matchLabels: { app: 'thing' } },
        template: {
          metadata: { labels: { app: 'thing' } },
          spec: {
            containers: [
              {
                name: 'app',
                image: `example.com/app:${image}`,
                ...(Object.keys(env).length > 0 && {
                  env: Object.entries(env).map(([name, value]) => ({
                    name,
                    value,
                  })),
                }),
                ...(ports.length > 0 && {
                  ports: ports.map(containerPort => ({ containerPort })),
                }),
              },
              ...(sidecar
                ? [{ name: 'side', image: 'example.com/side:1' }]
                : []),
            ],
          },
        },
      },
    }),
  );

/** What of an object a sync is about. */
function content({ metadata, ...object }: KubeObject) {
  const { status: _status, ...body } = object;
  const { labels, annotations } = metadata;
  return { ...body, labels, annotations };
}

/** Applied once, then laid over by somebody with another manifest. */
function liveAfter(first: KubeObject, byHand: KubeObject) {
  const { cluster } = createCluster({
    name: 'test',
    clock: () => new Date('2026-03-01T10:00:00Z'),
    namespaces: ['shop'],
  });
  const ref = {
    apiVersion: first.apiVersion,
    kind: first.kind,
    namespace: 'shop',
    name: 'thing',
  };
  cluster.apply(first, { manager: APPLIER });
  cluster.edit(
    ref,
    object => {
      object.metadata.labels = byHand.metadata.labels;
      if (byHand.spec) {
        object.spec = structuredClone(byHand.spec);
      }
      if (first.kind === 'ConfigMap') {
        object.data = byHand.data;
      }
    },
    { manager: 'kubectl-edit' },
  );
  const live = cluster.get(ref);
  if (!live) {
    throw new Error('It was just written');
  }
  return { cluster, live };
}

describe('compareObject', () => {
  it.each([
    ['ConfigMaps', configMap],
    ['Deployments', deployment],
  ])(
    'says for %s whether a server-side apply would change them',
    (_kind, manifest) => {
      fc.assert(
        fc.property(manifest, manifest, manifest, (first, byHand, target) => {
          const { cluster, live } = liveAfter(first, byHand);
          const applied = cluster.apply(target, {
            manager: APPLIER,
            dryRun: true,
          });
          const { modified } = compareObject(target, live);
          expect(modified).toBe(!sameJson(content(applied), content(live)));
          expect(compareObject(target, applied).modified).toBe(false);
        }),
        { numRuns: 300 },
      );
    },
  );

  const target: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'thing', namespace: 'shop' },
    spec: { replicas: 2 },
  };

  it('leaves out what ignoreDifferences points at', () => {
    const live = { ...target, spec: { replicas: 5 } };
    expect(compareObject(target, live).modified).toBe(true);
    const rule = {
      group: 'apps',
      kind: 'Deployment',
      jsonPointers: ['/spec/replicas'],
    };
    expect(compareObject(target, live, [rule]).modified).toBe(false);
    expect(
      compareObject(target, live, [{ ...rule, name: 'other' }]).modified,
    ).toBe(true);
  });

  it('differs when one side is absent', () => {
    expect(compareObject(target, undefined)).toEqual({
      modified: true,
      predictedLive: target,
    });
    expect(compareObject(undefined, target)).toEqual({
      modified: true,
      normalizedLive: target,
    });
  });
});
