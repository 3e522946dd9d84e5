import {
  createTestWorld,
  deploymentRef,
  TestWorld,
} from './testing/createTestWorld';
import { serviceFiles } from './testing/manifests';

const path = 'apps/checkout';

describe('the reconciler', () => {
  let world: TestWorld;
  let first: string;

  beforeEach(async () => {
    world = await createTestWorld();
    first = await world.commit(serviceFiles(path), 'Add checkout');
  });
  afterEach(async () => {
    await world.stop();
  });

  it('is pending after a push to its path', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    world.argo.start();
    await world.argo.idle();
    const second = await world.commit(serviceFiles(path, { version: '1.1.0' }));
    const { status } = await world.until(
      'shop',
      app => app.status.sync?.revision === second,
    );
    expect(status.sync?.status).toBe('OutOfSync');
    expect(status.history).toHaveLength(1);
    expect(world.resource('shop', 'Deployment')?.status).toBe('OutOfSync');
    expect(world.resource('shop', 'Service')?.status).toBe('Synced');
  });

  it('stays Synced at a newer revision that does not touch its path', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    world.argo.start();
    const second = await world.commit({ 'README.md': 'Hello\n' });
    const { status } = await world.until(
      'shop',
      app => app.status.sync?.revision === second,
    );
    expect(status.sync?.status).toBe('Synced');
    expect(status.history?.map(one => one.revision)).toEqual([first]);
    expect(status.operationState?.operation.sync?.revision).toBe(first);
  });

  it('sees drift at once, and does not call it a reconciliation', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    world.argo.start();
    await world.argo.idle();
    world.setTime('2026-03-01T11:00:00Z');
    world.setReplicas('shop', 5);
    const { status } = await world.until(
      'shop',
      app => app.status.sync?.status === 'OutOfSync',
    );
    expect(status.reconciledAt).toBe('2026-03-01T10:00:00Z');
    expect(status.sync?.revision).toBe(first);
    expect(world.resource('shop', 'Deployment')?.status).toBe('OutOfSync');
    expect(world.home.get(deploymentRef('shop'))?.spec).toMatchObject({
      replicas: 5,
    });
  });

  it('deploys new revisions by itself when automated, but heals only with selfHeal', async () => {
    world.createApp('auto', { automated: {} });
    world.argo.start();
    const isSynced = (revision: string) =>
      world.until(
        'auto',
        app =>
          app.status.sync?.revision === revision &&
          app.status.sync.status === 'Synced',
      );
    await isSynced(first);
    const second = await world.commit(serviceFiles(path, { version: '1.1.0' }));
    const { status } = await isSynced(second);
    expect(status.history).toMatchObject([
      { revision: first, initiatedBy: { automated: true } },
      { revision: second, initiatedBy: { automated: true } },
    ]);
    expect(status.operationState?.operation).toMatchObject({
      initiatedBy: { automated: true },
      retry: { limit: 5 },
    });
    world.setReplicas('auto', 5);
    await world.until('auto', app => app.status.sync?.status === 'OutOfSync');
    await world.argo.idle();
    expect(world.home.get(deploymentRef('auto'))?.spec).toMatchObject({
      replicas: 5,
    });
  });

  it('heals only what drifted, without a history entry', async () => {
    world.createApp('auto', { automated: { prune: true, selfHeal: true } });
    world.argo.start();
    await world.until('auto', app => app.status.sync?.status === 'Synced');
    await world.argo.idle();
    world.setReplicas('auto', 5);
    const { status } = await world.until(
      'auto',
      app =>
        app.status.operationState?.operation.sync?.autoHealAttemptsCount ===
          1 && app.status.sync?.status === 'Synced',
    );
    expect(status.operationState).toMatchObject({
      phase: 'Succeeded',
      operation: {
        sync: {
          prune: true,
          resources: [{ group: 'apps', kind: 'Deployment', name: 'checkout' }],
        },
      },
    });
    expect(status.history).toHaveLength(1);
    expect(world.home.get(deploymentRef('auto'))?.spec).toMatchObject({
      replicas: 2,
    });
  });

  it('does not try a failed automated sync again, and says so', async () => {
    world.createApp('auto', { automated: { selfHeal: true } });
    await world.commit(serviceFiles(path, { containerPort: 99999 }));
    await world.argo.refresh('auto');
    await world.argo.refresh('auto');
    const { status } = world.app('auto');
    expect(status.operationState).toMatchObject({
      phase: 'Failed',
      retryCount: 5,
    });
    expect(status.operationState?.message).toMatch(/\(retried 5 times\)\.$/);
    expect(status.conditions).toMatchObject([{ type: 'SyncError' }]);
    await world.commit(serviceFiles(path, { version: '1.2.0' }));
    await world.argo.refresh('auto');
    expect(world.app('auto').status.sync?.status).toBe('Synced');
    expect(world.app('auto').status.conditions).toBeUndefined();
  });

  it('answers the refresh annotation and takes it away', async () => {
    world.createApp('shop');
    world.argo.start();
    await world.argo.idle();
    world.setTime('2026-03-01T12:00:00Z');
    world.home.edit(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'argocd',
        name: 'shop',
      },
      ({ metadata }) => {
        metadata.annotations = { 'argocd.argoproj.io/refresh': 'normal' };
      },
      { manager: 'kubectl-annotate' },
    );
    const { metadata } = await world.until(
      'shop',
      app => app.status.reconciledAt === '2026-03-01T12:00:00Z',
    );
    expect(metadata.annotations ?? {}).not.toHaveProperty([
      'argocd.argoproj.io/refresh',
    ]);
  });

  it('deletes what it manages with the application when it has the finalizer', async () => {
    world.createApp('shop', {
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    });
    await world.argo.sync('shop');
    world.argo.start();
    await world.argo.idle();
    const ref = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: 'argocd',
      name: 'shop',
    };
    world.home.delete(ref, { manager: 'kubectl' });
    await world.argo.idle();
    expect(world.home.get(ref)).toBeUndefined();
    expect(world.home.get(deploymentRef('shop'))).toBeUndefined();
  });

  it('applies to other clusters, by server or name, and watches them', async () => {
    world.createApp('far', { server: 'https://remote.example.com' });
    world.createApp('near', {
      spec: { destination: { name: 'remote', namespace: 'near' } },
    });
    await world.argo.sync('far');
    await world.argo.sync('near');
    expect(world.app('near').status.sync?.status).toBe('Synced');
    expect(world.home.get(deploymentRef('far'))).toBeUndefined();
    world.argo.start();
    await world.argo.idle();
    world.remote.delete(deploymentRef('far'), { manager: 'kubectl' });
    const { status } = await world.until(
      'far',
      app => app.status.sync?.status === 'OutOfSync',
    );
    expect(status.health?.status).toBe('Missing');
    expect(world.app('near').status.sync?.status).toBe('Synced');
  });

  it('carries out an operation that somebody sets on the object', async () => {
    world.createApp('shop');
    world.argo.start();
    await world.argo.idle();
    world.home.edit(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'argocd',
        name: 'shop',
      },
      object => {
        object.operation = {
          sync: { syncOptions: ['CreateNamespace=true'] },
          initiatedBy: { username: 'robin' },
        };
      },
      { manager: 'kubectl-patch' },
    );
    const { status } = await world.until(
      'shop',
      app => app.status.sync?.status === 'Synced',
    );
    expect(status.history).toMatchObject([
      { revision: first, initiatedBy: { username: 'robin' } },
    ]);
  });
});
