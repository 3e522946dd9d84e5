import { conditionOf, statusOf } from './__testUtils__/outline';
import { configMap, manifests } from './__testUtils__/manifests';
import { SHOP } from './__testUtils__/shop';
import { createTestWorld, TestWorld } from './__testUtils__/world';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(async () => {
  await world.stop();
});

describe('a path without kustomization.yaml', () => {
  it('is built from its YAML files, folders with their own kustomization included', async () => {
    await world.push({
      'apps/shop/a.yaml': manifests(configMap('fx-shop', 'a', {})),
      'apps/shop/deep/b.yml': manifests(configMap('fx-shop', 'b', {})),
      'apps/shop/own/kustomization.yaml':
        'namePrefix: own-\nresources: [c.yaml, ../../../base]\n',
      'apps/shop/own/c.yaml': manifests(configMap('fx-shop', 'c', {})),
      'base/kustomization.yaml': 'resources: [d.yaml]\n',
      'base/d.yaml': manifests(configMap('fx-shop', 'd', {})),
      'apps/shop/README.md': 'Not a manifest',
    });
    world.addSource();
    world.addKustomization('shop');
    await world.flux.reconcile(SHOP);
    const { inventory } = statusOf(world.kustomization('shop'));
    expect(inventory?.entries.map(entry => entry.id)).toEqual(
      ['a', 'b', 'own-c', 'own-d'].map(name => `fx-shop_${name}__ConfigMap`),
    );
  });

  it('does not build when one of them is no manifest', async () => {
    await world.push({ 'apps/shop/values.yaml': 'replicas: 2\n' });
    world.addSource();
    world.addKustomization('shop');
    await world.flux.reconcile(SHOP);
    expect(conditionOf(world.kustomization('shop'), 'Ready')).toMatchObject({
      reason: 'BuildFailed',
      message: expect.stringContaining('failed to decode Kubernetes YAML from'),
    });
  });

  it('cannot lie outside of the repository', async () => {
    await world.push({ 'a.yaml': manifests(configMap('fx-shop', 'a', {})) });
    world.addSource();
    world.addKustomization('shop', { path: '../../../../../../tmp' });
    await world.flux.reconcile(SHOP);
    expect(conditionOf(world.kustomization('shop'), 'Ready')?.reason).toBe(
      'ArtifactFailed',
    );
  });
});
