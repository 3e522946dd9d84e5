import { valueAt } from './json';
import { createApiClient } from './testing/createApiClient';
import {
  createTestWorld,
  deploymentRef,
  TestWorld,
} from './testing/createTestWorld';
import { serviceFiles } from './testing/manifests';

const path = 'apps/checkout';

describe('a sync', () => {
  let world: TestWorld;
  let first: string;

  beforeEach(async () => {
    world = await createTestWorld();
    first = await world.commit(serviceFiles(path), 'Add checkout');
  });
  afterEach(async () => {
    await world.stop();
  });

  it('syncs, records the deployment, and compares again', async () => {
    world.createApp('shop');
    const result = await world.argo.sync('shop', { initiatedBy: 'portal' });
    expect(result).toEqual({
      phase: 'Succeeded',
      message: 'successfully synced (all tasks run)',
    });
    const { status, operation } = world.app('shop');
    expect(operation).toBeUndefined();
    expect(status.sync).toMatchObject({ status: 'Synced', revision: first });
    expect(status.health?.status).toBe('Healthy');
    expect(status.history).toEqual([
      {
        id: 0,
        revision: first,
        deployStartedAt: '2026-03-01T10:00:00Z',
        deployedAt: '2026-03-01T10:00:00Z',
        source: world.app('shop').spec.source,
        initiatedBy: { username: 'portal' },
      },
    ]);
    expect(valueAt(status, 'summary', 'images')).toEqual([
      'registry.example.com/checkout:1.0.0',
    ]);
    const results = valueAt(status.operationState, 'syncResult', 'resources');
    expect(results).toMatchObject([
      { message: 'namespace/shop created', syncPhase: 'PreSync' },
      { message: 'secret/checkout-secret created', syncPhase: 'Sync' },
      { message: 'configmap/checkout-config created' },
      { message: 'service/checkout created' },
      {
        message: 'deployment.apps/checkout created',
        status: 'Synced',
        hookPhase: 'Running',
        images: ['registry.example.com/checkout:1.0.0'],
      },
    ]);
    const live = world.home.get(deploymentRef('shop'));
    expect(live?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/checkout',
    });
    expect(
      live?.metadata.managedFields?.find(
        one => one.manager === 'argocd-controller',
      )?.operation,
    ).toBe('Apply');
  });

  it('removes drift by a sync', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    world.setReplicas('shop', 5);
    await world.argo.sync('shop');
    expect(world.app('shop').status.sync?.status).toBe('Synced');
    expect(world.home.get(deploymentRef('shop'))?.spec).toMatchObject({
      replicas: 2,
    });
    expect(world.app('shop').status.history?.map(one => one.id)).toEqual([
      0, 1,
    ]);
  });

  it('reports a refused manifest and leaves no history', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    const broken = await world.commit(
      serviceFiles(path, { containerPort: 99999 }),
    );
    const result = await world.argo.sync('shop');
    expect(result.phase).toBe('Failed');
    expect(result.message).toMatch(
      /^one or more objects failed to apply, reason: Deployment\.apps "checkout" is invalid: .*containerPort/,
    );
    const { status } = world.app('shop');
    expect(status.history?.map(one => one.revision)).toEqual([first]);
    expect(status.sync).toMatchObject({
      status: 'OutOfSync',
      revision: broken,
    });
    const results = valueAt(status.operationState, 'syncResult', 'resources');
    expect(results).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'Deployment',
          status: 'SyncFailed',
          hookPhase: 'Failed',
        }),
      ]),
    );
  });

  it('is Degraded when a rollout does not finish', async () => {
    await world.commit(serviceFiles(path, { version: 'does-not-exist' }));
    world.createApp('shop');
    await world.argo.sync('shop');
    expect(world.app('shop').status).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Degraded' },
      operationState: { phase: 'Succeeded' },
    });
  });

  it('keeps what left Git until it may prune', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    await world.commit(serviceFiles(path, { configMap: false }));
    await world.argo.sync('shop');
    expect(world.resource('shop', 'ConfigMap')).toMatchObject({
      status: 'OutOfSync',
      requiresPruning: true,
    });
    expect(world.app('shop').status.sync?.status).toBe('OutOfSync');
    await world.argo.sync('shop', { prune: true });
    expect(world.resource('shop', 'ConfigMap')).toBeUndefined();
    expect(world.app('shop').status.sync?.status).toBe('Synced');
  });

  it('can be given a past', async () => {
    world.createApp('shop');
    const at = new Date('2026-01-05T08:00:00Z');
    await world.argo.sync('shop', { revision: first, at, automated: true });
    const later = new Date('2026-01-06T08:00:00Z');
    const second = await world.commit(
      serviceFiles(path, { version: '1.1.0' }),
      'Release 1.1.0',
      later,
    );
    await world.argo.sync('shop', { at: later, initiatedBy: 'robin' });
    const { status } = world.app('shop');
    expect(status.history).toMatchObject([
      {
        id: 0,
        revision: first,
        deployedAt: '2026-01-05T08:00:00Z',
        initiatedBy: { automated: true },
      },
      {
        id: 1,
        revision: second,
        deployedAt: '2026-01-06T08:00:00Z',
        initiatedBy: { username: 'robin' },
      },
    ]);
    expect(status.health?.lastTransitionTime).toBe('2026-01-05T08:00:00Z');
    const entry = world.home
      .get(deploymentRef('shop'))
      ?.metadata.managedFields?.find(
        one => one.manager === 'argocd-controller',
      );
    expect(entry?.time).toBe('2026-01-06T08:00:00Z');
  });

  it('keeps ten deployments', async () => {
    world.createApp('shop');
    for (let count = 0; count < 12; count += 1) {
      await world.argo.sync('shop');
    }
    const ids = world.app('shop').status.history?.map(one => one.id);
    expect(ids).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('fills revisions and sources for several sources', async () => {
    await world.commit({
      'extra/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\n',
    });
    const head = await world.git.resolve('acme/fleet', 'main');
    const repoURL = world.git.cloneUrl('acme/fleet');
    const sources = [
      { repoURL, path, targetRevision: 'main' },
      { repoURL, path: 'extra', targetRevision: 'main' },
    ];
    world.createApp('multi', { spec: { source: undefined, sources } });
    await world.argo.sync('multi');
    const { status } = world.app('multi');
    expect(status.sync).toMatchObject({
      status: 'Synced',
      revisions: [head, head],
      comparedTo: { source: { repoURL: '' }, sources },
    });
    expect(status.sync).not.toHaveProperty('revision');
    expect(status.history).toMatchObject([
      { revisions: [head, head], sources },
    ]);
    expect(status.history?.[0]).not.toHaveProperty('revision');
    expect(status.sourceTypes).toEqual(['Kustomize', 'Directory']);
  });

  it('keeps applications of the same name in other namespaces apart', async () => {
    world.createApp('shop');
    world.createApp('shop', { appNamespace: 'team', namespace: 'team-shop' });
    await world.argo.sync('team/shop');
    expect(world.app('shop').status.operationState).toBeUndefined();
    const live = world.home.get(deploymentRef('team-shop'));
    expect(live?.metadata.annotations).toEqual(
      expect.objectContaining({
        'argocd.argoproj.io/tracking-id':
          'team_shop:apps/Deployment:team-shop/checkout',
      }),
    );
  });
});

describe('a sync that takes its time', () => {
  let world: TestWorld;

  beforeEach(async () => {
    // Longer than a test: it ends when it is told to.
    world = await createTestWorld({ syncMs: 3_600_000 });
    await world.commit(serviceFiles(path), 'Add checkout');
    world.createApp('shop');
  });
  afterEach(async () => {
    await world.stop();
  });

  it('is running until then, and applies nothing when it is ended before', async () => {
    const client = await createApiClient(world.argo);
    const shop = '/api/v1/applications/shop';
    const body = { infos: [{ name: 'asked', value: 'robin' }] };
    await client.ask(`${shop}/sync`, { method: 'POST', body });
    const running = await world.until(
      'shop',
      ({ status }) => status.operationState?.phase === 'Running',
    );
    expect(running.status.operationState).toMatchObject({
      operation: { info: body.infos },
      startedAt: '2026-03-01T10:00:00Z',
    });
    expect(
      await client.ask(`${shop}/sync`, { method: 'POST', body: {} }),
    ).toMatchObject({ status: 400 });
    expect(
      await client.ask(`${shop}/operation`, { method: 'DELETE' }),
    ).toMatchObject({ status: 200 });
    world.setTime('2026-03-01T10:00:04Z');
    await client.stop();
    await world.argo.stop();

    expect(world.app('shop')).not.toHaveProperty('operation');
    expect(world.app('shop').status.operationState).toMatchObject({
      phase: 'Failed',
      message: 'Operation terminated',
      finishedAt: '2026-03-01T10:00:04Z',
    });
    expect(world.home.get(deploymentRef('shop'))).toBeUndefined();
    expect(world.app('shop').status).not.toHaveProperty('history');
  });

  it('takes no time in the past', async () => {
    const at = new Date('2026-01-05T08:00:00Z');
    expect((await world.argo.sync('shop', { at })).phase).toBe('Succeeded');
  });
});
