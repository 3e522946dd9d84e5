import { KubeObject } from '../cluster/types';
import { shop } from './__testUtils__/manifests';
import {
  conditionOf,
  outline,
  recorded,
  recordedWatch,
  shapeOf,
  statusOf,
} from './__testUtils__/outline';
import {
  FIRST,
  hasApplied,
  hasHandled,
  request,
  SECOND,
  SHOP,
  SHOP_REF,
} from './__testUtils__/shop';
import { createTestWorld, fluxRef, TestWorld } from './__testUtils__/world';
import { recordOf } from '../world/records';
import { REQUESTED_AT } from './resources';

describe('what people ask of Flux, held against recordings', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await createTestWorld();
    await world.push(shop(FIRST));
    world.addSource();
    world.addKustomization('shop', { wait: true });
    await world.flux.reconcile(SHOP);
  });
  afterEach(async () => {
    await world.stop();
  });

  it('handles a request in the same steps, and notes it with the last', async () => {
    const states = world.record(SHOP_REF);
    request(world, SHOP_REF, 'now');
    await world.flux.reconcile(SHOP);

    const steps = (objects: KubeObject[]) =>
      outline(objects).map(({ conditions }, index) => ({
        // Without the generations, which are of another object.
        conditions: conditions.map(words => words.replace(/ \| \d+ \| /, ' ')),
        isHandled:
          statusOf(objects[index]).lastHandledReconcileAt ===
          objects[index].metadata.annotations?.[REQUESTED_AT],
      }));
    expect(steps(states)).toEqual(
      steps(recordedWatch('kustomization-reconcile-requested.jsonl')),
    );
  });

  it('applies the newest revision when it is resumed', async () => {
    request(world, SHOP_REF, 'before');
    await world.flux.reconcile(SHOP);
    world.flux.start();
    const suspend = (isSuspended: boolean) =>
      world.cluster.edit(
        SHOP_REF,
        object => {
          object.spec = { ...recordOf(object.spec), suspend: isSuspended };
        },
        { manager: 'portal' },
      );
    suspend(true);
    const second = await world.push(shop(SECOND));
    await world.until(
      fluxRef('GitRepository', 'fleet'),
      object => conditionOf(object, 'Ready')?.message.includes(second) ?? false,
    );
    expect(hasApplied(second)(world.kustomization('shop'))).toBe(false);

    suspend(false);
    const resumed = await world.until(SHOP_REF, hasApplied(second));
    const theirs = recorded('resumed.json');
    expect(shapeOf(resumed.status)).toEqual(shapeOf(theirs.status));
    const held = ({ status }: KubeObject) =>
      statusOf({ ...resumed, status }).conditions.map(
        ({ type, status: holds, reason, observedGeneration }) =>
          [type, holds, reason, observedGeneration].join(' '),
      );
    expect(held(resumed)).toEqual(held(theirs));
  });

  it('notes a request to the source when it has looked', async () => {
    world.flux.start();
    const source = fluxRef('GitRepository', 'fleet');
    request(world, source, 'look');
    const looked = await world.until(source, hasHandled('look'));
    expect(conditionOf(looked, 'Ready')?.status).toBe('True');
  });
});

describe('a reconciliation that takes its time', () => {
  it('can be seen, and is given up at the end', async () => {
    // Longer than a test: it ends with Flux.
    const world = await createTestWorld({ syncMs: 3_600_000 });
    const first = await world.push(shop(FIRST));
    world.addSource();
    world.addKustomization('shop');
    const at = new Date('2026-11-19T12:00:00Z');
    await world.flux.reconcile(SHOP, { at });
    expect(hasApplied(first)(world.kustomization('shop'))).toBe(true);

    world.flux.start();
    request(world, SHOP_REF, 'now');
    const running = await world.until(
      SHOP_REF,
      object =>
        conditionOf(object, 'Reconciling')?.message.startsWith('Building') ??
        false,
    );
    expect(conditionOf(running, 'Ready')?.status).toBe('Unknown');
    await world.stop();
    expect(hasHandled('now')(world.kustomization('shop'))).toBe(false);
  });
});
