import { builtInKinds } from './kinds';
import { ObjectStore } from './store';

const [configMaps] = builtInKinds.filter(kind => kind.kind === 'ConfigMap');

function object(name: string, n = 0) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data: { n: String(n) },
  };
}

describe('ObjectStore', () => {
  it('tells of writes in order, even behind a listener that writes', () => {
    const store = new ObjectStore();
    const seen: number[] = [];
    store.subscribe(({ object: { metadata } }) => {
      if (metadata.name === 'a') store.put(configMaps, object('b'));
    });
    store.subscribe(event => seen.push(event.revision));
    store.put(configMaps, object('a'));
    store.put(configMaps, object('a', 1));
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('lists what was there at an earlier revision', () => {
    const store = new ObjectStore();
    const first = store.put(configMaps, object('a'));
    const { revision } = store;
    store.put(configMaps, object('a', 1));
    store.put(configMaps, object('b'));
    store.remove(configMaps, first);
    expect(store.list(configMaps, undefined, revision)).toEqual([first]);
    expect(store.list(configMaps).map(({ metadata }) => metadata.name)).toEqual(
      ['b'],
    );
  });

  it('keeps a log of bounded size, and says how far back it goes', () => {
    const store = new ObjectStore(8);
    for (let n = 0; n < 100; n += 1) store.put(configMaps, object('a', n));
    const left = store.eventsSince(store.compactedRevision);
    expect(left.length).toBeGreaterThanOrEqual(8);
    expect(left.length).toBeLessThanOrEqual(10);
    expect(left[0].revision).toBe(store.compactedRevision + 1);
  });
});
