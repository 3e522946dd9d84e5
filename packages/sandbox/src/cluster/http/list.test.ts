import fc from 'fast-check';
import { createCluster } from '../createCluster';
import { allKinds } from '../kinds';
import { ObjectStore } from '../store';
import { listObjects } from './list';

const [configMaps] = allKinds.filter(kind => kind.kind === 'ConfigMap');

function storeWith(keys: Array<[string, string]>) {
  const store = new ObjectStore();
  for (const [namespace, name] of keys) {
    store.put(configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace, name },
    });
  }
  return store;
}

type Query = Record<string, string>;

function list(store: ObjectStore, namespace: string | undefined, query: Query) {
  return listObjects(
    store,
    configMaps,
    namespace,
    new URLSearchParams(query),
    'object',
  );
}

const part = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,3}[a-z0-9])?$/);
const keys = fc.uniqueArray(fc.tuple(fc.constantFrom('n', 'n-1', 'n1'), part), {
  selector: key => key.join('/'),
  maxLength: 12,
});

describe('listObjects', () => {
  it('gives page by page what it gives at once, whatever is written between', () => {
    fc.assert(
      fc.property(
        keys,
        keys,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(undefined, 'n', 'n-1'),
        (before, between, limit, namespace) => {
          const store = storeWith(before);
          const whole = list(store, namespace, {});
          const items: unknown[] = [];
          let token = '';
          do {
            const page = list(store, namespace, {
              limit: String(limit),
              ...(token ? { continue: token } : {}),
            });
            items.push(...page.items);
            expect(page.metadata.remainingItemCount ?? 0).toBe(
              whole.items.length - items.length,
            );
            token = page.metadata.continue ?? '';
            for (const [ns, name] of between) {
              store.put(configMaps, {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                metadata: { namespace: ns, name, labels: { later: 'yes' } },
              });
            }
            for (const object of store.list(configMaps).slice(0, 1)) {
              store.remove(configMaps, object);
            }
          } while (token);
          expect(items).toEqual(whole.items);
        },
      ),
    );
  });

  it('is what the in-process face lists', () => {
    const { cluster } = createCluster({
      name: 'test',
      clock: () => new Date(0),
      namespaces: ['b', 'a'],
    });
    const names = cluster
      .list({ apiVersion: 'v1', kind: 'Namespace' })
      .map(({ metadata }) => metadata.name);
    expect(names).toEqual(['a', 'b', 'default', 'kube-system']);
  });
});
