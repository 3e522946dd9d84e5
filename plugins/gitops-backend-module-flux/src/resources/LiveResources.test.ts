import { KubernetesClient } from '@backstage-gitops/plugin-gitops-node';
import { InventoryItem } from '../drift/inventory';
import { LiveResources } from './LiveResources';

const { signal } = new AbortController();

const web: InventoryItem = {
  ...{ id: 'shop_web_apps_Deployment', version: 'v1' },
  ...{ group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' },
};

function object(name: string) {
  return { metadata: { name, namespace: 'shop', uid: name } };
}

/** A cluster that answers each list with one Deployment, page after page without an end. */
class EndlessCluster implements KubernetesClient {
  readonly who = 'Cluster edge';
  asked = 0;
  sent = 0;

  constructor(private readonly isEndless: (path: string) => boolean) {}

  async open(path: string) {
    this.asked += 1;
    const body = Buffer.from(JSON.stringify(this.#answer(path)));
    const count = (bytes: number) => {
      this.sent += bytes;
    };
    return {
      status: 200,
      location: null,
      async *chunks() {
        count(body.byteLength);
        yield body;
      },
      close() {},
    };
  }

  #answer(path: string): unknown {
    const kinds = { deployments: 'Deployment', replicasets: 'ReplicaSet' };
    if (path === '/apis/apps/v1' || path === '/api/v1') {
      const served = path === '/api/v1' ? { pods: 'Pod' } : kinds;
      return {
        resources: Object.entries(served).map(([name, kind]) => ({
          ...{ name, kind },
          namespaced: true,
          verbs: ['list', 'watch'],
        })),
      };
    }
    return {
      metadata: this.isEndless(path) ? { continue: 'more' } : {},
      items: path.includes('/deployments') ? [object('web')] : [],
    };
  }
}

describe('a tree of resources', () => {
  it('ends where there is too much of it, and says so', async () => {
    const cluster = new EndlessCluster(path => path.includes('/pods'));
    const bounds = { requests: 20, bytes: 1_000_000 };
    const live = new LiveResources(cluster, signal, bounds);
    const applied = await live.applied([web], '');
    const made = await live.madeFor([...applied.found.values()]);
    expect(cluster.asked).toBe(20);
    expect(made.unread.get(web.id)).toBe(
      'Pods could not be read: Cluster edge has more than is looked at for one application',
    );
  });

  it('ends where it is too large, and says so', async () => {
    const cluster = new EndlessCluster(() => true);
    const bounds = { requests: 1_000_000, bytes: 100_000 };
    const live = new LiveResources(cluster, signal, bounds);
    const { found, unread } = await live.applied([web], '');
    expect(found.size).toBe(0);
    expect(cluster.sent).toBeLessThan(101_000);
    expect(unread.get(web.id)).toBe(
      'It could not be read: Cluster edge has more than is looked at for one application',
    );
  });
});
