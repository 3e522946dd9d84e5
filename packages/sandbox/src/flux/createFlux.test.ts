import { KubeObject } from '../cluster/types';
import { artifactOf, conditionOf, statusOf } from './__testUtils__/outline';
import {
  configMap,
  deployment,
  manifests,
  shop,
} from './__testUtils__/manifests';
import {
  CONFIG,
  editByHand,
  FIRST,
  hasApplied,
  hasHandled,
  request,
  SECOND,
  SHOP_REF,
  startWithShop,
} from './__testUtils__/shop';
import { createTestWorld, fluxRef, TestWorld } from './__testUtils__/world';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(async () => {
  await world.stop();
});

describe('Flux while it runs', () => {
  it('applies what was just created, then every push', async () => {
    await startWithShop(world);
    expect(world.cluster.get(CONFIG)?.data).toEqual({ MODE: 'one' });

    const second = await world.push(shop(SECOND));
    await world.until(SHOP_REF, hasApplied(second));
    expect(artifactOf(world.source()).revision).toBe(`main@sha1:${second}`);
    expect(world.cluster.get(CONFIG)?.data).toEqual({ MODE: 'two' });
    expect(world.cluster.get(CONFIG)?.metadata.labels).toEqual({
      'kustomize.toolkit.fluxcd.io/name': 'shop',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    });
  });

  it('says Ready for a new revision before it says that revision was applied', async () => {
    const first = await startWithShop(world);
    const states = world.record(SHOP_REF);
    const second = await world.push(shop(SECOND));
    await world.until(SHOP_REF, hasApplied(second));
    const [before, after] = states.slice(-2);
    for (const state of [before, after]) {
      expect(conditionOf(state, 'Ready')).toMatchObject({
        status: 'True',
        message: `Applied revision: main@sha1:${second}`,
      });
    }
    expect(hasApplied(first)(before)).toBe(true);
    expect(hasApplied(second)(after)).toBe(true);
  });

  it('leaves a suspended Kustomization behind its source, and catches up on resume', async () => {
    const first = await startWithShop(world);
    world.addKustomization('shop', { suspend: true });
    const second = await world.push(shop(SECOND));
    await world.until(
      fluxRef('GitRepository', 'fleet'),
      object => artifactOf(object).revision === `main@sha1:${second}`,
    );
    request(world, SHOP_REF, 'while suspended');
    const suspended = await world.until(
      SHOP_REF,
      hasHandled('while suspended'),
    );
    expect(hasApplied(first)(suspended)).toBe(true);
    expect(conditionOf(suspended, 'Ready')?.status).toBe('True');
    expect(world.cluster.get(CONFIG)?.data).toEqual({ MODE: 'one' });

    world.addKustomization('shop', { suspend: false });
    await world.until(SHOP_REF, hasApplied(second));
  });

  it('keeps a hand edit until the interval has passed', async () => {
    await startWithShop(world);
    editByHand(world, { MODE: 'by hand', EXTRA: 'x' });
    const owners = world.cluster.get(CONFIG)?.metadata.managedFields;
    expect(
      owners?.find(({ operation }) => operation === 'Apply')?.fieldsV1,
    ).toEqual(expect.not.objectContaining({ 'f:data': { 'f:MODE': {} } }));

    await world.timers.ring(3_600_000);
    const corrected = await world.until(
      CONFIG,
      object => JSON.stringify(object.data) === '{"MODE":"one"}',
    );
    expect(
      corrected.metadata.managedFields?.map(entry => entry.manager),
    ).toEqual(['kustomize-controller']);
  });

  it('corrects a hand edit on request, and says so in an Event', async () => {
    await startWithShop(world);
    editByHand(world, { MODE: 'by hand' });
    request(world, SHOP_REF, 'please');
    await world.until(SHOP_REF, hasHandled('please'));
    expect(world.cluster.get(CONFIG)?.data).toEqual({ MODE: 'one' });
    const messages = world.cluster
      .list({ apiVersion: 'v1', kind: 'Event' })
      .map(event => event.message);
    expect(messages).toContain('ConfigMap/fx-shop/shop-config configured');
  });

  it('brings back what was deleted, and prunes what left Git', async () => {
    await startWithShop(world);
    world.cluster.delete(CONFIG, { manager: 'kubectl' });
    const second = await world.push({
      'apps/shop/kustomization.yaml': 'resources: [only.yaml]\n',
      'apps/shop/only.yaml': manifests(
        configMap('fx-shop', 'shop-config', { MODE: 'three' }),
      ),
    });
    const state = await world.until(SHOP_REF, hasApplied(second));
    expect(world.cluster.get(CONFIG)?.data).toEqual({ MODE: 'three' });
    expect(
      world.cluster.list({ apiVersion: 'apps/v1', kind: 'Deployment' }),
    ).toEqual([]);
    expect(statusOf(state).inventory?.entries).toEqual([
      { id: 'fx-shop_shop-config__ConfigMap', v: 'v1' },
    ]);
  });

  it('keeps what was good when the next revision does not build', async () => {
    const first = await startWithShop(world);
    const second = await world.push({
      'apps/shop/kustomization.yaml': 'resources: [nowhere.yaml]\n',
    });
    const failed = await world.until(
      SHOP_REF,
      object => conditionOf(object, 'Ready')?.status === 'False',
    );
    expect(conditionOf(failed, 'Ready')?.reason).toBe('BuildFailed');
    expect(statusOf(failed)).toMatchObject({
      lastAppliedRevision: `main@sha1:${first}`,
      lastAttemptedRevision: `main@sha1:${second}`,
    });
    expect(statusOf(failed).history).toHaveLength(1);
    expect(statusOf(failed).inventory?.entries).toHaveLength(6);
  });

  it('waits for what it applied, and gives up in time', async () => {
    const sha = await world.push({
      'apps/shop/web.yaml': manifests(deployment('fx-shop', 'web')),
    });
    // A workload that hangs: its controller has not seen it yet.
    const web = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'fx-shop',
      name: 'web',
    };
    const hang = world.cluster.subscribe(({ type, object }) => {
      if (object.kind === 'Kustomization' && type === 'MODIFIED') {
        if (/health/.test(conditionOf(object, 'Healthy')?.message ?? '')) {
          hang();
          world.cluster.edit(
            web,
            live => {
              live.status = { observedGeneration: 0 };
            },
            { manager: 'test', subresource: 'status' },
          );
        }
      }
    });
    world.flux.start();
    world.addSource();
    world.addKustomization('shop', { wait: true });
    const isWaiting = (object: KubeObject) =>
      conditionOf(object, 'Healthy')?.status === 'Unknown' &&
      statusOf(object).inventory !== undefined;
    await world.until(SHOP_REF, isWaiting);
    await world.timers.ring(30_000);
    const failed = await world.until(
      SHOP_REF,
      object => statusOf(object).history !== undefined,
    );
    expect(conditionOf(failed, 'Healthy')).toMatchObject({
      reason: 'HealthCheckFailed',
      message:
        "timeout waiting for: [Deployment/fx-shop/web status: 'InProgress']",
    });
    expect(hasApplied(sha)(failed)).toBe(false);
  });

  it('retries after a dependency got ready', async () => {
    const sha = await world.push({
      ...shop(FIRST),
      'apps/base/a.yaml': manifests(configMap('fx-shop', 'base', {})),
    });
    world.flux.start();
    world.addSource();
    world.addKustomization('shop', { dependsOn: [{ name: 'base' }] });
    await world.until(
      SHOP_REF,
      object => conditionOf(object, 'Ready')?.reason === 'DependencyNotReady',
    );
    world.addKustomization('base');
    await world.until(fluxRef('Kustomization', 'base'), hasApplied(sha));
    await world.timers.ring(30_000);
    const applied = await world.until(SHOP_REF, hasApplied(sha));
    expect(conditionOf(applied, 'Ready')?.status).toBe('True');
  });

  it('takes its objects along when it is deleted', async () => {
    await startWithShop(world);
    const gone = new Promise<void>(resolve => {
      world.cluster.subscribe(({ type, object }) => {
        if (type === 'DELETED' && object.metadata.name === 'shop') {
          resolve();
        }
      });
    });
    world.cluster.delete(SHOP_REF, { manager: 'kubectl' });
    await gone;
    expect(world.cluster.get(CONFIG)).toBeUndefined();
  });

  it('has no timers left after it was stopped', async () => {
    await startWithShop(world);
    await world.flux.stop();
    expect(world.timers.pending()).toEqual([]);
  });
});
