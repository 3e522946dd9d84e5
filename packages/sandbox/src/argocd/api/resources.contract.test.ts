import { listAt, stringAt, valueAt } from '../json';
import { ApiClient, createApiClient } from '../testing/createApiClient';
import { createTestWorld, TestWorld } from '../testing/createTestWorld';
import { serviceFiles } from '../testing/manifests';
import { recorded } from '../testing/recordings';
import { shapeOf, strangeFields } from '../testing/shape';

const path = 'apps/checkout';

describe('resources of the API, held against recordings of the real one', () => {
  let world: TestWorld;
  let client: ApiClient;
  let first: string;

  beforeEach(async () => {
    world = await createTestWorld();
    client = await createApiClient(world.argo);
    first = await world.commit(serviceFiles(path), 'Add checkout');
    world.createApp('shop', { labels: { env: 'production' } });
  });
  afterEach(async () => {
    await client.stop();
    await world.stop();
  });

  it('gives live and target state, Secrets masked', async () => {
    await world.argo.sync('shop');
    world.setReplicas('shop', 5);
    world.edit(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: 'shop',
        name: 'checkout-secret',
      },
      object => {
        object.data = { password: 'b3RoZXI=' };
      },
    );
    await world.argo.refresh('shop');
    const { body } = await client.ask(
      '/api/v1/applications/shop/managed-resources',
    );
    const real = recorded('managed-resources-drifted').body;
    expect(strangeFields(body, shapeOf([real]))).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('b3RoZXI');
    expect(JSON.stringify(body)).not.toContain(
      Buffer.from('first').toString('base64'),
    );
    const item = (from: unknown, kind: string) =>
      listAt(from, 'items').find(one => valueAt(one, 'kind') === kind);
    const state = (from: unknown, kind: string, name: string): unknown =>
      JSON.parse(stringAt(item(from, kind), name));
    for (const name of [
      'targetState',
      'liveState',
      'normalizedLiveState',
      'predictedLiveState',
    ]) {
      for (const kind of ['Deployment', 'Service', 'Secret']) {
        expect(
          strangeFields(
            state(body, kind, name),
            shapeOf([state(real, kind, name)]),
          ),
        ).toEqual([]);
      }
      expect(valueAt(state(body, 'Secret', name), 'data')).toEqual(
        valueAt(state(real, 'Secret', name), 'data'),
      );
    }
    expect(item(body, 'Deployment')).toMatchObject({ modified: true });
    expect(item(body, 'Service')).not.toHaveProperty('modified');
    expect(
      valueAt(state(body, 'Deployment', 'liveState'), 'spec', 'replicas'),
    ).toBe(5);
    expect(
      valueAt(
        state(body, 'Deployment', 'predictedLiveState'),
        'spec',
        'replicas',
      ),
    ).toBe(2);
    const managers = listAt(
      state(body, 'Deployment', 'liveState'),
      'metadata',
      'managedFields',
    ).map(one => valueAt(one, 'manager'));
    expect(managers).toEqual(
      expect.arrayContaining(['argocd-controller', 'kubectl-edit']),
    );
  });

  it('gives the resource tree, also of what is missing', async () => {
    await world.argo.sync('shop');
    world.home.delete(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'checkout-config',
      },
      { manager: 'kubectl' },
    );
    await world.argo.refresh('shop');
    const { body } = await client.ask(
      '/api/v1/applications/shop/resource-tree',
    );
    const real = recorded('resource-tree-drifted').body;
    expect(strangeFields(body, shapeOf([real]))).toEqual([]);
    const nodes = listAt(body, 'nodes');
    expect(nodes.map(one => valueAt(one, 'kind'))).toEqual([
      'ConfigMap',
      'Secret',
      'Service',
      'Deployment',
    ]);
    expect(nodes[0]).toMatchObject({ health: { status: 'Missing' } });
  });

  it('gives the metadata of a revision and its manifests', async () => {
    const metadata = await client.ask(
      `/api/v1/applications/shop/revisions/${first}/metadata`,
    );
    expect(metadata.body).toEqual({
      author: 'Robin Example <robin@example.com>',
      date: '2026-03-01T10:00:00Z',
      message: 'Add checkout',
    });
    expect(
      strangeFields(
        metadata.body,
        shapeOf([recorded('revision-metadata').body]),
      ),
    ).toEqual([]);
    const { body } = await client.ask(
      '/api/v1/applications/shop/manifests?revision=main',
    );
    const manifests = (from: unknown) =>
      listAt(from, 'manifests').map(text => JSON.parse(String(text)));
    const real = manifests(recorded('manifests').body);
    expect(manifests(body).map(one => one.kind)).toEqual(
      real.map(one => one.kind),
    );
    expect(strangeFields(manifests(body), shapeOf([real]))).toEqual([]);
    expect(manifests(body)[1].data).toEqual({ password: '++++++++' });
  });
});
