import { artifactOf, conditionOf, statusOf } from './__testUtils__/outline';
import { shop } from './__testUtils__/manifests';
import {
  CONFIG,
  editByHand,
  FIRST,
  hasHandled,
  request,
  SECOND,
  SHOP,
} from './__testUtils__/shop';
import { createTestWorld, fluxRef, TestWorld } from './__testUtils__/world';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(async () => {
  await world.stop();
});

describe('the past', () => {
  it('is written with its own times, and left as it is on start', async () => {
    const past = new Date('2026-10-01T08:00:00Z');
    const later = new Date('2026-10-02T09:30:00Z');
    await world.push(shop(FIRST), past);
    world.addSource({}, past);
    world.addKustomization('shop', { wait: true }, past);
    await world.flux.reconcile(SHOP, { at: past });
    await world.push(shop(SECOND), later);
    await world.flux.reconcile(SHOP, { at: later });

    const before = world.kustomization('shop');
    expect(
      statusOf(before).history?.map(entry => entry.lastReconciled),
    ).toEqual(['2026-10-02T09:30:00Z', '2026-10-01T08:00:00Z']);
    expect(conditionOf(before, 'Ready')?.lastTransitionTime).toBe(
      '2026-10-02T09:30:00Z',
    );
    expect(artifactOf(world.source()).lastUpdateTime).toBe(
      '2026-10-02T09:30:00Z',
    );
    const objects = [before, world.source(), world.cluster.get(CONFIG)];
    const times = objects.flatMap(
      object => object?.metadata.managedFields?.map(entry => entry.time) ?? [],
    );
    expect(times.filter(time => !time?.startsWith('2026-10-0'))).toEqual([]);

    editByHand(world, { MODE: 'by hand' });
    world.flux.start();
    expect(world.timers.pending()).toEqual([60_000, 3_600_000]);
    request(world, fluxRef('GitRepository', 'fleet'), 'settle');
    await world.until(fluxRef('GitRepository', 'fleet'), hasHandled('settle'));
    expect(world.cluster.get(CONFIG)?.data).toEqual({ MODE: 'by hand' });
    expect(world.kustomization('shop')).toEqual(before);
  });

  it('keeps the last five reconciliations, repeats counted', async () => {
    world.addSource();
    world.addKustomization('shop');
    for (const mode of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await world.push(shop({ mode, tag: '6.9.0' }));
      await world.flux.reconcile(SHOP);
    }
    await world.flux.reconcile(SHOP);
    const { history } = statusOf(world.kustomization('shop'));
    expect(history?.map(entry => entry.totalReconciliations)).toEqual([
      2, 1, 1, 1, 1,
    ]);
  });
});
