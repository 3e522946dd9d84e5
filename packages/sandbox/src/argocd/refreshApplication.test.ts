import { isRecord } from './json';
import {
  createTestWorld,
  deploymentRef,
  TestWorld,
} from './testing/createTestWorld';
import { serviceFiles } from './testing/manifests';

const path = 'apps/checkout';

describe('a refresh', () => {
  let world: TestWorld;
  let first: string;

  beforeEach(async () => {
    world = await createTestWorld();
    first = await world.commit(serviceFiles(path), 'Add checkout');
  });
  afterEach(async () => {
    await world.stop();
  });

  it('reports an application that was never synced', async () => {
    world.createApp('shop');
    await world.argo.refresh('shop');
    const { status } = world.app('shop');
    expect(status.sync).toEqual({
      status: 'OutOfSync',
      revision: first,
      comparedTo: {
        source: world.app('shop').spec.source,
        destination: world.app('shop').spec.destination,
      },
    });
    expect(status).toMatchObject({
      health: { status: 'Missing', lastTransitionTime: '2026-03-01T10:00:00Z' },
      sourceType: 'Kustomize',
      summary: {},
      reconciledAt: '2026-03-01T10:00:00Z',
      resourceHealthSource: 'appTree',
    });
    expect(status.operationState).toBeUndefined();
    expect(status.resources?.map(one => `${one.kind} ${one.status}`)).toEqual([
      'ConfigMap OutOfSync',
      'Secret OutOfSync',
      'Service OutOfSync',
      'Deployment OutOfSync',
    ]);
  });

  it('does not take what others add for drift', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    world.edit(deploymentRef('shop'), ({ metadata, spec }) => {
      metadata.labels = { ...metadata.labels, 'example.com/note': 'hello' };
      if (isRecord(spec)) {
        spec.minReadySeconds = 5;
      }
    });
    await world.argo.refresh('shop');
    expect(world.app('shop').status.sync?.status).toBe('Synced');
  });

  it('notices a field that left Git', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    const files = serviceFiles(path);
    const text = files[`${path}/config.yaml`] ?? '';
    await world.commit({
      [`${path}/config.yaml`]: text.replace(', FEATURE_X: "off"', ''),
    });
    await world.argo.refresh('shop');
    expect(world.resource('shop', 'ConfigMap')?.status).toBe('OutOfSync');
  });

  it.each([
    [
      { targetRevision: 'no-such-branch' },
      'no-such-branch',
      "unable to resolve 'no-such-branch' to a commit SHA",
    ],
    [{ path: 'apps/nothing' }, 'main', 'apps/nothing: app path does not exist'],
    [
      { repoURL: 'http://git.example.invalid/acme/absent.git' },
      'main',
      'failed to list refs',
    ],
  ])('reports a comparison error for %j', async (options, revision, words) => {
    world.createApp('shop', options);
    await world.argo.refresh('shop');
    const { status } = world.app('shop');
    expect(status).toMatchObject({
      sync: { status: 'Unknown', revision },
      health: { status: 'Healthy' },
      conditions: [
        {
          type: 'ComparisonError',
          message: expect.stringContaining(
            `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${words}`,
          ),
        },
      ],
    });
    expect(status.resources).toBeUndefined();
    world.setTime('2026-03-01T11:00:00Z');
    await world.argo.refresh('shop');
    expect(world.app('shop').status).toMatchObject({
      reconciledAt: '2026-03-01T11:00:00Z',
      conditions: [{ lastTransitionTime: '2026-03-01T10:00:00Z' }],
    });
  });

  it('reports a cluster that is not registered', async () => {
    world.createApp('shop', { server: 'https://cluster.example.invalid' });
    await world.argo.refresh('shop');
    expect(world.app('shop').status).toMatchObject({
      sync: { status: 'Unknown' },
      health: { status: 'Unknown' },
      conditions: [
        {
          type: 'InvalidSpecError',
          message: expect.stringMatching(/^error getting cluster by server/),
        },
      ],
    });
  });

  it('writes nothing when nothing changed', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    world.argo.start();
    await world.argo.idle();
    const before = world.app('shop').metadata.resourceVersion;
    await world.argo.refresh('shop');
    expect(world.app('shop').metadata.resourceVersion).toBe(before);
  });

  it('says what kustomize says of a directory that it cannot build', async () => {
    await world.commit({
      [`${path}/kustomization.yaml`]: 'resources: [absent.yaml]\n',
    });
    world.createApp('shop');
    await world.argo.refresh('shop');
    expect(world.app('shop').status.conditions?.[0].message).toMatch(
      /`kustomize build <path to cached source>\/apps\/checkout` failed exit status 1: Error: .*absent\.yaml/,
    );
  });

  it('keeps the live resources of an application whose comparison fails, as Unknown', async () => {
    world.createApp('shop');
    await world.argo.sync('shop');
    await world.commit({
      [`${path}/kustomization.yaml`]: 'resources: [absent.yaml]\n',
    });
    await world.argo.refresh('shop');
    const { status } = world.app('shop');
    expect(status.sync).toMatchObject({ status: 'Unknown', revision: 'main' });
    expect(status.health?.status).toBe('Healthy');
    expect(new Set(status.resources?.map(one => one.status))).toEqual(
      new Set(['Unknown']),
    );
    expect(status.history).toHaveLength(1);
  });
});
