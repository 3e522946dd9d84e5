import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { applicationDiffSchema } from '@backstage-gitops/plugin-gitops-common';
import { JsonBodyType } from 'msw';
import { parse } from 'yaml';
import { ARGOCD_URL, FakeArgocd } from './__testUtils__/FakeArgocd';
import { argocdInstance } from './__testUtils__/observe';
import {
  changedBody,
  recordedAnswer,
  recordedApplication,
  recordedBody,
} from './__testUtils__/recordings';
import { projectApplication } from './project/projectApplication';

const fake = new FakeArgocd();
registerMswTestHooks(fake.server);

beforeEach(() => {
  fake.getRequests.length = 0;
  fake.treeRequests.length = 0;
  fake.resourceTree = { nodes: null };
  fake.managedResourceRequests.length = 0;
});

const search = projectApplication(
  recordedApplication('get-outofsync-drifted'),
  { frontendUrl: ARGOCD_URL },
);
const options = { signal: new AbortController().signal };

describe('resources of an Argo CD application', () => {
  async function resources(answer: JsonBodyType) {
    fake.answer = { status: 200, body: answer };
    return argocdInstance().resources(search, options);
  }

  it('come with sync and health of each, in stable order', async () => {
    const namespace = 'search-production';
    const health = 'Healthy';
    expect(await resources(recordedBody('get-outofsync-drifted'))).toEqual([
      {
        group: '',
        kind: 'ConfigMap',
        namespace,
        name: 'search-config',
        sync: 'OutOfSync',
        health: 'Missing',
      },
      {
        group: '',
        kind: 'Secret',
        namespace,
        name: 'search-secret',
        sync: 'OutOfSync',
      },
      {
        group: '',
        kind: 'Service',
        namespace,
        name: 'search',
        sync: 'Synced',
        health,
      },
      {
        group: 'apps',
        kind: 'Deployment',
        namespace,
        name: 'search',
        sync: 'OutOfSync',
        health,
      },
    ]);
    expect(
      fake.getRequests.map(({ pathname, search: query }) => pathname + query),
    ).toEqual([
      '/api/v1/applications/search-production?appNamespace=argocd&project=default',
    ]);
  });

  it('come with what controllers made for them', async () => {
    fake.resourceTree = recordedBody('resource-tree-drifted');
    const items = await resources(recordedBody('get-outofsync-drifted'));
    expect(
      items.filter(({ parent }) => parent?.kind === 'ReplicaSet'),
    ).toHaveLength(7);
    expect(fake.treeRequests.map(({ search: query }) => query)).toEqual([
      '?appNamespace=argocd&project=default',
    ]);
  });

  it('are not told where the tree is not', async () => {
    fake.resourceTree = { nodes: 'odd' };
    await expect(resources(recordedBody('get-degraded'))).rejects.toThrow(
      'Argo CD main answered with no resource tree',
    );
  });

  it('come with the reason why one is not well', async () => {
    expect(await resources(recordedBody('get-degraded'))).toMatchObject([
      {
        health: 'Degraded',
        message: 'Deployment "degraded" exceeded its progress deadline',
      },
    ]);
  });

  it('are those that are compared, not hooks', async () => {
    expect(await resources(recordedBody('get-operation-running'))).toEqual([
      expect.objectContaining({ kind: 'ConfigMap', name: 'search-config' }),
    ]);
  });

  it('are Unknown where Argo CD uses other words or none', async () => {
    const odd = { kind: 'Pod', name: 'a', health: { status: 'Dizzy' } };
    expect(
      await resources(
        changedBody('get-degraded', { 'status > resources': [odd] }),
      ),
    ).toMatchObject([{ sync: 'Unknown', health: 'Unknown' }]);
  });

  it('are not taken from an answer of another kind', async () => {
    await expect(resources('<html>')).rejects.toThrow(
      'Argo CD main answered with no application',
    );
    fake.answer = recordedAnswer('get-nonexistent');
    await expect(argocdInstance().resources(search, options)).rejects.toThrow(
      'does not know the application (403)',
    );
  });
});

describe('differences of an Argo CD application', () => {
  async function diff(answer: JsonBodyType) {
    fake.managedResources = answer;
    const items = await argocdInstance().diff(search, options);
    return applicationDiffSchema.parse({ items, truncated: false }).items;
  }
  const drifted = () => diff(recordedBody('managed-resources-drifted'));

  it('are of what differs only, as YAML without what the API server adds', async () => {
    const items = await drifted();
    expect(items.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'ConfigMap search-config',
      'Secret search-secret',
      'Deployment search',
    ]);
    const { desired, live } = items[2];
    expect(live).toContain('\n  replicas: 5\n');
    expect(desired).toContain('\n  replicas: 2\n');
    const without = (text: string | null) =>
      text?.replace(/replicas: \d/, '').replace(/image: .*/, '');
    expect(without(live)).toBe(without(desired));
    expect(parse(live ?? '')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'search-production:apps/Deployment:search-production/search',
          'deployment.kubernetes.io/revision': '2',
        },
        labels: { app: 'search' },
        name: 'search',
        namespace: 'search-production',
      },
      spec: expect.objectContaining({ replicas: 5 }),
    });
  });

  it('are found where nothing drifted, too', async () => {
    const items = await diff(recordedBody('managed-resources-pending'));
    expect(items).toEqual([expect.objectContaining({ kind: 'Deployment' })]);
    expect(items[0].live).not.toContain('last-applied-configuration');
    expect(await diff(recordedBody('managed-resources-synced'))).toEqual([]);
  });

  it('have one side only where an object is not there, or should not be', async () => {
    const [missing] = await drifted();
    expect(missing.live).toBeNull();
    expect(missing.desired).toContain('LOG_LEVEL: info');
    const [surplus] = await diff(
      changedBody('managed-resources-synced', {
        'items > 0 > targetState': 'null',
        'items > 0 > predictedLiveState': 'null',
      }),
    );
    expect(surplus).toMatchObject({ kind: 'ConfigMap', desired: null });
    expect(surplus.live).toContain('kind: ConfigMap');
  });

  const secretItem = (live: object | null, desired: object) => ({
    kind: 'Secret',
    namespace: 'search-production',
    name: 'search-secret',
    liveState: JSON.stringify(live),
    normalizedLiveState: JSON.stringify(live),
    predictedLiveState: JSON.stringify(desired),
    targetState: JSON.stringify(desired),
  });

  it('tell of a Secret which values differ, and none of them', async () => {
    const [{ desired, live }] = await diff({
      items: [
        secretItem(
          {
            metadata: { annotations: { copy: '{"user":"canary"}' } },
            data: { user: 'canary', password: 'canary-1', old: 'canary' },
            stringData: { token: 'canary' },
          },
          {
            metadata: { annotations: { copy: '{"user":"canary"}' } },
            data: { user: 'canary', password: 'canary-2' },
            stringData: 'canary',
          },
        ),
      ],
    });
    expect(`${desired} ${live}`).not.toContain('canary');
    expect(parse(live ?? '')).toEqual({
      metadata: { annotations: { copy: '••••' } },
      data: { user: '••••', password: '•••• (live)', old: '••••' },
      stringData: { token: '••••' },
    });
    expect(parse(desired ?? '')).toEqual({
      metadata: { annotations: { copy: '••••' } },
      data: { user: '••••', password: '•••• (desired)' },
      stringData: '••••',
    });
  });

  it('tell nothing of what stands elsewhere in a Secret, either', async () => {
    const kept = { apiVersion: 'v1', kind: 'Secret', type: 'Opaque' };
    const [{ desired }] = await diff({
      items: [
        secretItem(null, {
          ...kept,
          immutable: true,
          metadata: {
            name: 'a',
            labels: { app: 'a' },
            stringData: { password: 'canary' },
          },
          stringdata: { password: 'canary' },
          password: 'canary',
          list: ['canary'],
        }),
      ],
    });
    expect(parse(desired ?? '')).toEqual({
      ...kept,
      immutable: true,
      metadata: {
        name: 'a',
        labels: { app: 'a' },
        stringData: { password: '••••' },
      },
      stringdata: { password: '••••' },
      password: '••••',
      list: '••••',
    });
  });

  it('tell nothing of the values of a Secret that is missing', async () => {
    const [{ desired }] = await diff({
      items: [secretItem(null, { data: { password: 'canary' } })],
    });
    expect(parse(desired ?? '')).toEqual({ data: { password: '••••' } });
  });

  it('do not tell how long the values are that Argo CD has masked', async () => {
    const [, { desired, live }] = await drifted();
    expect(`${desired} ${live}`).not.toContain('+');
    expect(desired).toContain('password: •••• (desired)');
    expect(live).toContain('password: •••• (live)');
  });

  it('are cut off where a manifest is long, and say so', async () => {
    const config = (value: string) =>
      JSON.stringify({ kind: 'ConfigMap', data: { value } });
    const short = config('x'.repeat(10));
    const long = config('x'.repeat(300_000));
    const [{ desired, live }] = await diff({
      items: [
        {
          kind: 'ConfigMap',
          name: 'long',
          liveState: short,
          normalizedLiveState: short,
          predictedLiveState: long,
          targetState: long,
        },
      ],
    });
    expect(live).not.toContain('#');
    expect(desired?.length).toBeLessThan(200_200);
    expect(desired).toMatch(/x…\n# Cut off: there are 300\d\d\d characters/);
  });
});
