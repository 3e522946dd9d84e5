import { configMap, deployment, manifests } from './__testUtils__/manifests';
import { conditionOf, statusOf } from './__testUtils__/outline';
import { CONFIG, SHOP } from './__testUtils__/shop';
import { createTestWorld, TestWorld } from './__testUtils__/world';

const WEB = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'fx-shop',
  name: 'web',
};

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(async () => {
  await world.stop();
});

async function apply(...objects: object[]) {
  await world.push({ 'apps/shop/all.yaml': manifests(...objects) });
  world.addSource();
  world.addKustomization('shop');
  await world.flux.reconcile(SHOP);
}

function annotated(
  annotation: string,
  value: string,
  data: Record<string, string>,
) {
  const { metadata, ...rest } = configMap('fx-shop', 'shop-config', data);
  const annotations = { [`kustomize.toolkit.fluxcd.io/${annotation}`]: value };
  return { ...rest, metadata: { ...metadata, annotations } };
}

const dataOf = () => world.cluster.get(CONFIG)?.data;
const edit = (manager: string, data: Record<string, string>) =>
  world.cluster.edit(
    CONFIG,
    object => {
      object.data = data;
    },
    { manager },
  );

describe('applying', () => {
  it('takes back what kubectl changed and added, but only what others changed', async () => {
    await apply(configMap('fx-shop', 'shop-config', { MODE: 'one' }));
    edit('kubectl-edit', { MODE: 'two', BY_HAND: 'x' });
    await world.flux.reconcile(SHOP);
    expect(dataOf()).toEqual({ MODE: 'one' });

    edit('ops-console', { MODE: 'three', BY_CONSOLE: 'x' });
    await world.flux.reconcile(SHOP);
    expect(dataOf()).toEqual({ MODE: 'one', BY_CONSOLE: 'x' });
  });

  it('takes back a scale by hand', async () => {
    await apply(deployment('fx-shop', 'web'));
    world.cluster.edit(
      WEB,
      object => {
        object.spec = Object.assign({}, object.spec, { replicas: 5 });
      },
      { manager: 'kubectl', subresource: 'scale' },
    );
    expect(world.cluster.get(WEB)?.spec).toMatchObject({ replicas: 5 });
    await world.flux.reconcile(SHOP);
    expect(world.cluster.get(WEB)?.spec).toMatchObject({ replicas: 2 });
  });

  it('never creates what Git has disabled, but lists it', async () => {
    await apply(annotated('reconcile', 'disabled', {}));
    expect(dataOf()).toBeUndefined();
    const { inventory } = statusOf(world.kustomization('shop'));
    expect(inventory?.entries).toEqual([
      { id: 'fx-shop_shop-config__ConfigMap', v: 'v1' },
    ]);
  });

  it('leaves alone what was disabled in the cluster', async () => {
    await apply(configMap('fx-shop', 'shop-config', { MODE: 'one' }));
    world.cluster.edit(
      CONFIG,
      object => {
        object.metadata.annotations = {
          'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
        };
        object.data = { MODE: 'by hand' };
      },
      { manager: 'kubectl-edit' },
    );
    await world.flux.reconcile(SHOP);
    expect(dataOf()).toEqual({ MODE: 'by hand' });
    expect(conditionOf(world.kustomization('shop'), 'Ready')?.status).toBe(
      'True',
    );
  });

  it('creates what is wanted only where it is not present, once', async () => {
    await apply(annotated('ssa', 'IfNotPresent', { MODE: 'one' }));
    edit('kubectl-edit', { MODE: 'by hand' });
    await world.flux.reconcile(SHOP);
    expect(dataOf()).toEqual({ MODE: 'by hand' });
  });

  it('applies nothing when one object is refused, and says which', async () => {
    await apply(
      configMap('fx-shop', 'shop-config', {}),
      configMap('fx-nowhere', 'x', {}),
    );
    expect(dataOf()).toBeUndefined();
    expect(conditionOf(world.kustomization('shop'), 'Ready')).toMatchObject({
      reason: 'ReconciliationFailed',
      message:
        'ConfigMap/fx-nowhere/x not found: namespaces "fx-nowhere" not found\n',
    });
  });

  it('names a kind that the cluster does not know', async () => {
    await apply({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'web-tls', namespace: 'fx-shop' },
    });
    expect(conditionOf(world.kustomization('shop'), 'Ready')?.message).toBe(
      'Certificate/fx-shop/web-tls dry-run failed: no matches for kind "Certificate" in version "cert-manager.io/v1"\n',
    );
  });

  it('creates a namespace before what lives in it', async () => {
    await apply(configMap('fx-new', 'a', {}), {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'fx-new' },
    });
    expect(conditionOf(world.kustomization('shop'), 'Ready')?.status).toBe(
      'True',
    );
  });

  it('does not prune what another Kustomization has taken over', async () => {
    await apply(configMap('fx-shop', 'shop-config', {}));
    await world.push({
      'apps/other/a.yaml': manifests(configMap('fx-shop', 'shop-config', {})),
    });
    world.addKustomization('other');
    await world.flux.reconcile({ ...SHOP, name: 'other' });
    await world.push({
      'apps/shop/all.yaml': manifests(configMap('fx-shop', 'rest', {})),
    });
    await world.flux.reconcile(SHOP);
    expect(dataOf()).toEqual({});
  });
});
