import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from '../__testUtils__/FakeKubernetesBackend';
import { mergePatched } from '../__testUtils__/mergePatched';
import {
  createInstance,
  DEPLOYMENTS,
  KUSTOMIZATIONS,
  observeFirst,
} from '../__testUtils__/observe';
import { recording } from '../__testUtils__/recordings';

const REPLICA_SETS = 'apps/v1/replicasets';
const PODS = 'v1/pods';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

const shop = recording('kustomization/reconciling-health-checks');
const [web] = Object(shop.deployments);
const itemsOf = (name: string) =>
  Object(recording(`kubernetes/${name}`).response).body.items;

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
  fake.serve(KUSTOMIZATIONS, 'Kustomization', [shop.object]);
  fake.serve(DEPLOYMENTS, 'Deployment', [web]);
  fake.serve(REPLICA_SETS, 'ReplicaSet', itemsOf('replicasets-list'));
  fake.serve(PODS, 'Pod', itemsOf('pods-list'));
  fake.serve('v1/secrets', 'Secret', []);
});
afterEach(() => stop.abort());

/** What was asked of the cluster for them, without discovery. */
async function resources() {
  const instance = createInstance();
  const application = await observeFirst(instance, stop.signal);
  const before = fake.requests.length;
  const found = await instance.resources(application, { signal: stop.signal });
  const asked = fake.requests
    .slice(before)
    .filter(({ url }) => url.includes('limit='))
    .map(({ url }) => decodeURIComponent(url.split('/proxy')[1]));
  return { found, asked };
}

const deployment = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'fx-shop',
  name: 'web',
};
const replicaSet = {
  group: 'apps',
  kind: 'ReplicaSet',
  namespace: 'fx-shop',
  name: 'web-77f9d75c96',
};

describe('the tree of resources', () => {
  it('has what controllers made below what was applied', async () => {
    const { found } = await resources();
    expect(found.slice(4)).toEqual([
      {
        ...deployment,
        sync: expect.any(String),
        health: 'Progressing',
        message: '1 of 2 replicas are of the new version',
        images: ['ghcr.io/stefanprodan/podinfo:6.9.1'],
        createdAt: '2026-11-20T23:57:16.000Z',
      },
      expect.objectContaining({ kind: 'Deployment', name: 'worker' }),
      {
        ...replicaSet,
        parent: deployment,
        health: 'Healthy',
        images: ['ghcr.io/stefanprodan/podinfo:6.9.1'],
        createdAt: '2026-11-20T23:57:23.000Z',
      },
      ...['8zzlt', 'kp9gc'].map(end => ({
        group: '',
        kind: 'Pod',
        namespace: 'fx-shop',
        name: `web-77f9d75c96-${end}`,
        parent: replicaSet,
        health: 'Healthy',
        images: ['ghcr.io/stefanprodan/podinfo:6.9.1'],
        createdAt: expect.any(String),
      })),
    ]);
    // The replica set of the version before runs nothing, and `worker` is not there.
    expect(found).toHaveLength(9);
  });

  it('is asked for by one list of each kind, and of what the application owns', async () => {
    const { asked } = await resources();
    const owned =
      'labelSelector=kustomize.toolkit.fluxcd.io/name=shop,kustomize.toolkit.fluxcd.io/namespace=flux-system';
    expect(asked.sort()).toEqual([
      '/api/v1/namespaces/fx-shop/pods?limit=500',
      `/apis/apps/v1/deployments?limit=500&${owned}`,
      '/apis/apps/v1/namespaces/fx-shop/replicasets?limit=500',
    ]);
  });

  it.each([
    [403, 'Cluster edge does not allow this (403): refused'],
    [429, 'Cluster edge is asked too often (429): refused'],
    [503, 'Cluster edge answered with status 503: refused'],
  ])(
    'says what could not be read, and why: after status %i',
    async (status, why) => {
      fake.refusals.set(PODS, status);
      const { found } = await resources();
      const kinds = found.map(({ kind }) => kind);
      expect(kinds).toContain('ReplicaSet');
      expect(kinds).not.toContain('Pod');
      expect(found).toContainEqual(
        expect.objectContaining({
          ...deployment,
          unread: `Pods could not be read: ${why}`,
        }),
      );
      fake.refusals.set(REPLICA_SETS, status);
      expect((await resources()).found).toContainEqual(
        expect.objectContaining({
          ...deployment,
          unread: `ReplicaSets could not be read: ${why}; Pods could not be read: ${why}`,
        }),
      );
      fake.refusals.set(DEPLOYMENTS, status);
      expect((await resources()).found).toContainEqual({
        ...deployment,
        sync: 'Unknown',
        unread: `It could not be read: ${why}`,
      });
    },
  );

  it('says of what is not served any more that it could not be read', async () => {
    const entries = [
      { id: 'fx-shop_web_policy_PodDisruptionBudget', v: 'v1beta1' },
    ];
    fake.put(
      KUSTOMIZATIONS,
      mergePatched(shop.object, { status: { inventory: { entries } } }),
    );
    const { found } = await resources();
    expect(found).toMatchObject([
      {
        kind: 'PodDisruptionBudget',
        unread:
          'It could not be read: Cluster edge has no PodDisruptionBudget in policy/v1beta1',
      },
    ]);
  });

  it('asks in twenty namespaces, and says of which it has not', async () => {
    const names = Array.from({ length: 22 }, (_, i) => `team-${i}`);
    const entries = names.map(name => ({
      id: `${name}_web_apps_Deployment`,
      v: 'v1',
    }));
    fake.put(
      KUSTOMIZATIONS,
      mergePatched(shop.object, { status: { inventory: { entries } } }),
    );
    fake.serve(
      DEPLOYMENTS,
      'Deployment',
      names.map(namespace =>
        mergePatched(web, { metadata: { namespace, uid: namespace } }),
      ),
    );
    const { found, asked } = await resources();
    expect(asked.filter(each => each.includes('/pods?'))).toHaveLength(20);
    const unread = found.filter(each => each.unread !== undefined);
    expect(unread.map(each => each.namespace)).toEqual(['team-20', 'team-21']);
    expect(unread[0].unread).toBe(
      'What was made for it is not looked for: the application is in more than 20 namespaces',
    );
  });

  it('is not looked for in this cluster where it is in another', async () => {
    fake.put(
      KUSTOMIZATIONS,
      mergePatched(shop.object, {
        spec: { kubeConfig: { secretRef: { name: 'other' } } },
      }),
    );
    const { found, asked } = await resources();
    expect(found).toContainEqual({ ...deployment, sync: 'Unknown' });
    expect(asked).toEqual([]);
  });

  it('has no values of Secrets', async () => {
    const entries = [{ id: 'fx-shop_login__Secret', v: 'v1' }];
    fake.put(
      KUSTOMIZATIONS,
      mergePatched(shop.object, { status: { inventory: { entries } } }),
    );
    fake.serve('v1/secrets', 'Secret', [
      {
        metadata: {
          name: 'login',
          namespace: 'fx-shop',
          uid: 'x',
          labels: web.metadata.labels,
        },
        data: { password: 'c2VjcmV0' },
      },
    ]);
    const { found } = await resources();
    expect(found).toMatchObject([{ kind: 'Secret', name: 'login' }]);
    const lists = fake.requests.filter(({ url }) => url.includes('/secrets?'));
    expect(lists).not.toEqual([]);
    for (const { headers } of lists) {
      expect(headers.get('accept')).toMatch(/as=PartialObjectMetadata/);
    }
  });
});
