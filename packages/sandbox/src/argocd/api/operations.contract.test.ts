import { recordAt, stringAt } from '../json';
import { applicationShape, missingFields } from '../testing/applicationShape';
import { ApiClient, createApiClient } from '../testing/createApiClient';
import {
  createTestWorld,
  deploymentRef,
  TestWorld,
} from '../testing/createTestWorld';
import { serviceFiles } from '../testing/manifests';
import { recorded } from '../testing/recordings';
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

  const get = async (name: string, query = '') =>
    await client.ask(`/api/v1/applications/${name}${query}`);

  async function expectApplication(name: string, essential: string[]) {
    const { status, headers, body } = await get(name);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['grpc-metadata-content-type']).toBe('application/grpc');
    expect(strangeFields(body, applicationShape)).toEqual([]);
    expect(missingFields(body, essential)).toEqual([]);
    return body;
  }

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

  it('says of a dry run that it succeeded, though nothing was applied', async () => {
    await client.ask('/api/v1/applications/shop/sync', {
      method: 'POST',
      body: { dryRun: true, prune: true },
    });
    await world.argo.idle();
    const body = await expectApplication('shop', ['status.operationState']);
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
