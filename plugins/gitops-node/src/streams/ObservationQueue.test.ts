import { Observation } from '../engine';
import { ObservedApplication } from '../observed';
import { ObservationQueue } from './ObservationQueue';

function application(name: string, uid: string): ObservedApplication {
  return {
    kind: 'Application',
    namespace: 'argocd',
    name,
    uid,
    labels: {},
    dependsOn: [],
    syncs: [],
    entityRefs: [],
    destination: {},
    sources: [],
    sync: {
      status: 'Synced',
      desiredRevisions: [],
      deployedRevisions: [],
      sourceChanged: false,
      byRevisionOnly: false,
    },
    drift: null,
    health: { status: 'Healthy' },
    operation: null,
    request: null,
    changes: null,
    paused: null,
    automation: { enabled: true, selfHeal: true, prune: true },
    conditions: [],
    syncWindows: [],
    images: null,
    links: [],
  };
}

const changed = (name: string, uid = '1'): Observation => ({
  type: 'changed',
  application: application(name, uid),
});
const removed = (name: string): Observation => ({
  type: 'removed',
  key: { kind: 'Application', namespace: 'argocd', name },
});
const snapshot = (...names: string[]): Observation => ({
  type: 'snapshot',
  applications: names.map(name => application(name, '1')),
});
const alive: Observation = { type: 'alive' };

async function all(queue: ObservationQueue): Promise<Observation[]> {
  const items: Observation[] = [];
  for await (const item of queue) items.push(item);
  return items;
}

describe('ObservationQueue', () => {
  it('hands over what comes before and while somebody waits', async () => {
    const queue = new ObservationQueue();
    queue.push(snapshot('a'));
    const received = all(queue);
    await Promise.resolve();
    queue.push(changed('a'));
    queue.push(removed('b'));
    queue.close();
    expect(await received).toEqual([snapshot('a'), changed('a'), removed('b')]);
  });

  it('keeps only the newest of each application while nobody reads', async () => {
    const queue = new ObservationQueue();
    queue.push(snapshot('a', 'b'));
    for (let n = 0; n < 10_000; n++) {
      queue.push(changed('a', `${n}`));
      queue.push(changed('b', `${n}`));
      queue.push(alive);
    }
    queue.push(removed('b'));
    queue.close();
    expect(await all(queue)).toEqual([
      snapshot('a', 'b'),
      changed('a', '9999'),
      removed('b'),
      alive,
    ]);
  });

  it('drops for a snapshot what came before it', async () => {
    const queue = new ObservationQueue();
    queue.push(snapshot('a'));
    queue.push(changed('a'));
    queue.push(removed('b'));
    queue.push(snapshot('c'));
    queue.push(changed('c'));
    queue.close();
    expect(await all(queue)).toEqual([snapshot('c'), changed('c')]);
  });

  it('hands over what came before a failure, then fails', async () => {
    const queue = new ObservationQueue();
    queue.push(alive);
    queue.fail(new Error('away'));
    queue.push(changed('a'));
    const iterator = queue[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ value: alive, done: false });
    await expect(iterator.next()).rejects.toThrow('away');
  });

  it('keeps the first end', async () => {
    const queue = new ObservationQueue();
    queue.close();
    queue.fail(new Error('too late'));
    expect(await all(queue)).toEqual([]);
  });
});
