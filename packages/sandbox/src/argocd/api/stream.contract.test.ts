import { recordAt, stringAt, valueAt } from '../json';
import { applicationSamples } from '../testing/applicationShape';
import { ApiClient, createApiClient } from '../testing/createApiClient';
import { createTestWorld, TestWorld } from '../testing/createTestWorld';
import { serviceFiles } from '../testing/manifests';
import { recordedStream } from '../testing/recordings';
import { shapeOf, strangeFields } from '../testing/shape';

const path = 'apps/checkout';

describe('streams of the API, held against recordings of the real one', () => {
  let world: TestWorld;
  let client: ApiClient;

  beforeEach(async () => {
    world = await createTestWorld();
    client = await createApiClient(world.argo);
    await world.commit(serviceFiles(path), 'Add checkout');
    world.createApp('shop', { labels: { env: 'production' } });
  });
  afterEach(async () => {
    await client.stop();
    await world.stop();
  });

  it('streams lines of JSON, and server-sent events to who asks for them', async () => {
    await world.argo.refresh('shop');
    const stream = await client.openStream('/api/v1/stream/applications');
    const added = JSON.parse((await stream.next()) ?? '');
    const shape = shapeOf([
      ...recordedStream('stream-tour-start'),
      ...applicationSamples.map(application => ({ result: { application } })),
    ]);
    expect(strangeFields(added, shape)).toEqual([]);
    expect(added.result.type).toBe('ADDED');
    await stream.cancel();

    const fields =
      'result.type,result.application.metadata.name,result.application.metadata.namespace,result.application.status.sync.status,result.application.status.sync.revision,result.application.status.health,result.application.status.operationState.phase';
    const events = await client.openStream(
      `/api/v1/stream/applications?name=shop&fields=${fields}`,
      { Accept: 'text/event-stream' },
    );
    expect(events.type).toBe('text/event-stream');
    await world.argo.sync('shop');
    const seen: unknown[] = [];
    for (;;) {
      const line = (await events.next()) ?? '';
      expect(line).toMatch(/^data: \{.*\} $/);
      const event: unknown = JSON.parse(line.slice('data: '.length));
      expect(
        strangeFields(
          event,
          shapeOf(recordedStream('stream-tour-fields-start')),
        ),
      ).toEqual([]);
      const status = recordAt(event, 'result', 'application', 'status');
      seen.push([
        valueAt(event, 'result', 'type'),
        valueAt(status, 'operationState', 'phase'),
        valueAt(status, 'sync', 'status'),
      ]);
      if (valueAt(status, 'sync', 'status') === 'Synced') {
        break;
      }
    }
    await events.cancel();
    expect(seen).toEqual([
      ['ADDED', undefined, 'OutOfSync'],
      ['MODIFIED', undefined, 'OutOfSync'],
      ['MODIFIED', 'Running', 'OutOfSync'],
      ['MODIFIED', 'Running', 'OutOfSync'],
      ['MODIFIED', 'Succeeded', 'OutOfSync'],
      ['MODIFIED', 'Succeeded', 'Synced'],
    ]);
  });

  it('resumes a stream without what was before', async () => {
    await world.argo.refresh('shop');
    const list = await client.ask('/api/v1/applications');
    const version = stringAt(list.body, 'metadata', 'resourceVersion');
    const stream = await client.openStream(
      `/api/v1/stream/applications?resourceVersion=${version}`,
    );
    world.createApp('later');
    const event = JSON.parse((await stream.next()) ?? '');
    expect(event.result).toMatchObject({
      type: 'ADDED',
      application: { metadata: { name: 'later' } },
    });
    await stream.cancel();
  });

  it('ends its streams when it stops', async () => {
    const stream = await client.openStream('/api/v1/stream/applications');
    await stream.next();
    await world.argo.stop();
    expect(await stream.next()).toBeUndefined();
  });
});
