import { listAt, recordAt, stringAt, valueAt } from '../json';
import { applicationSamples } from '../testing/applicationShape';
import { ApiClient, createApiClient } from '../testing/createApiClient';
import { createTestWorld, TestWorld } from '../testing/createTestWorld';
import { expectApplication } from '../testing/expectApplication';
import { serviceFiles } from '../testing/manifests';
import { recorded } from '../testing/recordings';
import { shapeOf, strangeFields } from '../testing/shape';

const path = 'apps/checkout';

describe('applications of the API, held against recordings of the real one', () => {
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

  const get = async (name: string, query = '') =>
    await client.ask(`/api/v1/applications/${name}${query}`);

  it('answers applications in the recorded shape, in every state', async () => {
    const synced = [
      'status.sync.revision',
      'status.history',
      'status.resources',
      'status.sourceType',
      'status.operationState.phase',
      'status.operationState.finishedAt',
      'status.operationState.syncResult.resources',
      'status.operationState.syncResult.revision',
    ];
    await world.argo.refresh('shop');
    await expectApplication(client, 'shop', ['status.resources']);
    await world.argo.sync('shop');
    const body = await expectApplication(client, 'shop', synced);
    expect(
      listAt(body, 'status', 'resources').map(one => valueAt(one, 'health')),
    ).toEqual([
      undefined,
      undefined,
      { status: 'Healthy' },
      { status: 'Healthy' },
    ]);
    world.setReplicas('shop', 7);
    await world.argo.refresh('shop');
    await expectApplication(client, 'shop', synced);
    await world.commit(serviceFiles(path, { containerPort: 99999 }));
    await world.argo.sync('shop');
    await expectApplication(client, 'shop', synced);
    world.createApp('auto', { automated: {}, path: 'apps/nothing' });
    await world.argo.refresh('auto');
    await expectApplication(client, 'auto', ['status.conditions']);
    world.createApp('far', { server: 'https://cluster.example.invalid' });
    await world.argo.refresh('far');
    await expectApplication(client, 'far', ['status.conditions']);
  });

  it('writes managedFields under the managers of the real one', async () => {
    world.createApp('fresh');
    await client.ask('/api/v1/applications/fresh/sync', {
      method: 'POST',
      body: {},
    });
    await world.argo.idle();
    await client.ask('/api/v1/applications/fresh?refresh=normal');
    const { managedFields = [] } = world.app('fresh').metadata;
    expect(managedFields.map(one => `${one.manager} ${one.operation}`)).toEqual(
      expect.arrayContaining([
        'argocd Update',
        'argocd-application-controller Update',
        'kubectl-client-side-apply Update',
      ]),
    );
  });

  it.each([
    ['get-no-token', '/api/v1/applications', { token: null }],
    ['get-bad-token', '/api/v1/applications', { token: 'nonsense' }],
    ['get-nonexistent', '/api/v1/applications/absent', {}],
    [
      'get-wrong-namespace',
      '/api/v1/applications/shop?appNamespace=elsewhere',
      {},
    ],
    [
      'session-wrong-password',
      '/api/v1/session',
      {
        method: 'POST',
        token: null,
        body: { username: 'admin', password: 'wrong' },
      },
    ],
    [
      'terminate-nothing-running',
      '/api/v1/applications/shop/operation',
      { method: 'DELETE' },
    ],
    ['syncwindows-none', '/api/v1/applications/shop/syncwindows', {}],
    ['links', '/api/v1/applications/shop/links', {}],
  ])('answers as in %s', async (name, url, options) => {
    const { status, body } = await client.ask(url, options);
    expect({ status, body }).toEqual({
      status: recorded(name).status,
      body: recorded(name).body,
    });
  });

  it('refuses an application of a project that does not exist', async () => {
    world.createApp('lost', { project: 'absent' });
    const { status, body } = await get('lost');
    const real = recorded('get-error-badproject');
    expect({ status, body }).toEqual({ status: real.status, body: real.body });
  });

  it('gives sessions', async () => {
    const login = await client.ask('/api/v1/session', {
      method: 'POST',
      token: null,
      body: { username: 'admin', password: 'open sesame' },
    });
    const token = stringAt(login.body, 'token');
    const { body } = await client.ask('/api/v1/session/userinfo', { token });
    expect(body).toEqual(recorded('session-userinfo').body);
    expect((await client.ask('/api/v1/applications', { token })).status).toBe(
      200,
    );
    world.setTime('2026-03-02T10:00:01Z');
    expect((await client.ask('/api/v1/applications', { token })).status).toBe(
      401,
    );
  });

  it('tells its version in full only to who is logged in', async () => {
    const known = await client.ask('/api/version');
    const { body } = recorded('version');
    expect(strangeFields(known.body, shapeOf([body]))).toEqual([]);
    expect(Object.keys(recordAt(known.body))).toEqual(
      Object.keys(recordAt(body)),
    );
    const unknown = await client.ask('/api/version', { token: null });
    expect(Object.keys(recordAt(unknown.body))).toEqual(['Version']);
  });

  it('lists, with and without fields', async () => {
    await world.argo.sync('shop');
    const full = await client.ask('/api/v1/applications');
    const lists = [recorded('list-full').body];
    const shape = shapeOf([...lists, { items: applicationSamples }]);
    expect(strangeFields(full.body, shape)).toEqual([]);
    const query =
      'fields=items.metadata.name,items.metadata.deletionTimestamp,items.spec,items.status.sync.status,items.status.sync.revision,items.status.health,items.status.history,items.status.operationState.phase,items.status.summary,metadata.resourceVersion';
    const { body } = await client.ask(`/api/v1/applications?${query}`);
    expect(
      strangeFields(body, shapeOf([recorded('list-fields').body])),
    ).toEqual([]);
    expect(body).toMatchObject({
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    });
    expect(listAt(body, 'items')).toEqual([
      {
        metadata: { name: 'shop', deletionTimestamp: null },
        spec: world.app('shop').spec,
        status: {
          sync: { status: 'Synced', revision: first },
          health: world.app('shop').status.health,
          operationState: { phase: 'Succeeded' },
          summary: { images: ['registry.example.com/checkout:1.0.0'] },
        },
      },
    ]);
  });

  it('filters lists', async () => {
    world.createApp('other', { labels: { env: 'staging' } });
    const names = async (query: string) => {
      const { body } = await client.ask(`/api/v1/applications?${query}`);
      return listAt(body, 'items').map(one => valueAt(one, 'metadata', 'name'));
    };
    expect(await names('selector=env%3Dproduction')).toEqual(['shop']);
    expect(await names('selector=env+in+(staging,test)')).toEqual(['other']);
    expect(await names('name=other')).toEqual(['other']);
    expect(await names('projects=default')).toEqual(['other', 'shop']);
    expect(await names('appNamespace=elsewhere')).toEqual([]);
    const { body } = await client.ask('/api/v1/applications?projects=nope');
    expect(valueAt(body, 'items')).toBe(
      valueAt(recorded('list-project-unknown').body, 'items'),
    );
  });

  it('refreshes on request and waits for it', async () => {
    await world.argo.sync('shop');
    const second = await world.commit(serviceFiles(path, { version: '1.1.0' }));
    const before = await get('shop');
    expect(valueAt(before.body, 'status', 'sync', 'revision')).toBe(first);
    const after = await get('shop', '?refresh=normal');
    expect(valueAt(after.body, 'status', 'sync')).toMatchObject({
      status: 'OutOfSync',
      revision: second,
    });
    expect(valueAt(after.body, 'metadata', 'annotations')).toEqual({
      'argocd.argoproj.io/hydrate': 'normal',
    });
  });

  it('says what an account may do, to whoever has signed in', async () => {
    const question = '/api/v1/account/can-i/applications/get/default%2Fshop';
    expect((await client.ask(question)).body).toEqual({ value: 'yes' });
    expect((await client.ask(question, { token: null })).status).toBe(401);
  });
});
