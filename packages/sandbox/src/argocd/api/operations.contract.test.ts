import { listAt, recordAt, stringAt, valueAt } from '../json';
import { APP_PROJECT } from '../names';
import { ApiClient, createApiClient } from '../testing/createApiClient';
import {
  createTestWorld,
  deploymentRef,
  TestWorld,
} from '../testing/createTestWorld';
import { expectApplication } from '../testing/expectApplication';
import { serviceFiles } from '../testing/manifests';
import { recorded, recording } from '../testing/recordings';
import { shapeOf, strangeFields } from '../testing/shape';

const path = 'apps/checkout';

describe('actions of the API, held against recordings of the real one', () => {
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

  it('accepts a sync, and refuses a second one meanwhile', async () => {
    await world.argo.refresh('shop');
    const sync = (body: object) =>
      client.ask('/api/v1/applications/shop/sync', { method: 'POST', body });
    const infos = [{ name: 'backstage.io/user', value: 'user:default/robin' }];
    const accepted = await sync({ revision: 'main', infos });
    expect(
      strangeFields(accepted.body, shapeOf([recorded('sync-accepted').body])),
    ).toEqual([]);
    expect(accepted.body).toMatchObject({
      operation: {
        sync: { revision: first, syncOptions: ['CreateNamespace=true'] },
        initiatedBy: { username: 'portal' },
        info: infos,
        retry: {},
      },
    });
    expect(recordAt(accepted.body, 'status')).not.toHaveProperty(
      'operationState',
    );
    await world.argo.idle();
    const [one, two] = await Promise.all([sync({}), sync({})]);
    const real = recorded('sync-refused-already-running');
    const refused = one.status === 200 ? two : one;
    expect([one.status, two.status].sort()).toEqual([200, real.status]);
    expect(refused.body).toEqual(real.body);
    await world.argo.idle();
    expect(world.app('shop').status.operationState?.phase).toBe('Succeeded');
  });

  it('keeps who asked where the recorded one has it', async () => {
    const { request } = recording('sync-accepted');
    await client.ask('/api/v1/applications/shop/sync', {
      method: 'POST',
      body: request.body,
    });
    await world.argo.idle();
    const { operationState } = world.app('shop').status;
    expect(operationState?.operation.info).toEqual(
      valueAt(
        recorded('get-synced-healthy-manual').body,
        ...['status', 'operationState', 'operation', 'info'],
      ),
    );
  });

  it('lets an account that may only look do nothing', async () => {
    const options = { token: 'reader-token' };
    const shop = '/api/v1/applications/shop';
    expect((await client.ask(`${shop}?refresh=normal`, options)).status).toBe(
      200,
    );
    const act = { ...options, method: 'POST', body: {} };
    // As `EnforceErr` of Argo CD puts it; there is no recording.
    expect(await client.ask(`${shop}/sync`, act)).toMatchObject({
      status: 403,
      body: {
        code: 7,
        message:
          'permission denied: applications, sync, default/shop, sub: reader, iat: 2026-03-01T10:00:00Z',
      },
    });
    for (const [url, method] of [
      [`${shop}/rollback`, 'POST'],
      [`${shop}/operation`, 'DELETE'],
    ]) {
      expect(await client.ask(url, { ...act, method })).toMatchObject({
        status: 403,
        body: { code: 7, message: 'permission denied' },
      });
    }
    expect(world.app('shop')).not.toHaveProperty('operation');
  });

  it('refuses to sync in a window that denies it', async () => {
    const { activeWindows, ...answer } = recordAt(
      recorded('syncwindows-closed').body,
    );
    const [window] = listAt({ activeWindows }, 'activeWindows');
    world.createApp('frozen', { automated: { prune: true } });
    world.home.create(
      {
        ...APP_PROJECT,
        metadata: { name: 'default', namespace: 'argocd' },
        spec: {
          syncWindows: [{ ...recordAt(window), applications: ['frozen'] }],
        },
      },
      { manager: 'kubectl-create' },
    );
    const refused = await client.ask('/api/v1/applications/frozen/sync', {
      method: 'POST',
      body: {},
    });
    const real = recorded('sync-refused-window');
    expect(refused).toMatchObject({ status: real.status, body: real.body });
    expect(
      (await client.ask('/api/v1/applications/frozen/syncwindows')).body,
    ).toEqual({ activeWindows, ...answer });
    // Nor does Argo CD by itself.
    await world.argo.refresh('frozen');
    expect(world.app('frozen').status).toMatchObject({
      sync: { status: 'OutOfSync' },
    });
    expect(world.app('frozen').status).not.toHaveProperty('operationState');
    expect((await world.argo.sync('shop')).phase).toBe('Succeeded');
  });

  it('says of a dry run that it succeeded, though nothing was applied', async () => {
    await client.ask('/api/v1/applications/shop/sync', {
      method: 'POST',
      body: { dryRun: true, prune: true },
    });
    await world.argo.idle();
    const body = await expectApplication(client, 'shop', [
      'status.operationState',
    ]);
    expect(body).toMatchObject({
      status: {
        operationState: {
          phase: 'Succeeded',
          message: stringAt(
            recorded('get-after-dryrun').body,
            'status',
            'operationState',
            'message',
          ),
        },
        sync: { status: 'OutOfSync' },
      },
    });
    expect(recordAt(body, 'status')).not.toHaveProperty('history');
    expect(world.home.get(deploymentRef('shop'))).toBeUndefined();
  });

  it('syncs selected resources without a history entry', async () => {
    await world.argo.sync('shop');
    await world.commit(
      serviceFiles(path, { version: '1.1.0', logLevel: 'debug' }),
    );
    const resource = { kind: 'ConfigMap', name: 'checkout-config' };
    await client.ask('/api/v1/applications/shop/sync', {
      method: 'POST',
      body: { resources: [{ group: '', namespace: 'shop', ...resource }] },
    });
    await world.argo.idle();
    const { status } = world.app('shop');
    expect(status.operationState?.operation.sync?.resources).toEqual([
      { namespace: 'shop', ...resource },
    ]);
    expect(status.history).toHaveLength(1);
    expect(status.resources?.map(one => one.status)).toEqual([
      'Synced',
      'Synced',
      'Synced',
      'OutOfSync',
    ]);
  });

  it('rolls back, except an automated application', async () => {
    await world.argo.sync('shop');
    const second = await world.commit(serviceFiles(path, { version: '1.1.0' }));
    await world.argo.sync('shop');
    const rollback = (name: string) =>
      client.ask(`/api/v1/applications/${name}/rollback`, {
        method: 'POST',
        body: { id: 0 },
      });
    const { body } = await rollback('shop');
    expect(
      strangeFields(body, shapeOf([recorded('rollback-accepted').body])),
    ).toEqual([]);
    await world.argo.idle();
    const { status } = world.app('shop');
    expect(status.history?.map(one => one.revision)).toEqual([
      first,
      second,
      first,
    ]);
    expect(status.sync).toMatchObject({
      status: 'OutOfSync',
      revision: second,
    });
    world.createApp('auto', { automated: {} });
    const real = recorded('rollback-refused-autosync');
    const refused = await rollback('auto');
    expect(refused).toMatchObject({ status: real.status, body: real.body });
  });

  it('refuses a revision that an automated application does not target', async () => {
    world.createApp('auto', { automated: {} });
    const { status, body } = await client.ask(
      '/api/v1/applications/auto/sync',
      { method: 'POST', body: { revision: first } },
    );
    expect({ status, body }).toMatchObject({
      status: 400,
      body: {
        code: 9,
        message: `Cannot sync to ${first}: auto-sync currently set to main`,
      },
    });
  });
});
