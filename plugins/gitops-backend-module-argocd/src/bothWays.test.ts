import { setupServer } from 'msw/node';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  EngineInstance,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { FakeArgocd } from './__testUtils__/FakeArgocd';
import { FakeCluster } from './__testUtils__/FakeCluster';
import {
  application,
  argocdClusterInstance,
  argocdInstance,
  follow as followUntil,
} from './__testUtils__/observe';
import {
  changedBody,
  madeBody,
  recordedAnswer,
  recordedBody,
  recordedList,
  recordedWatch,
} from './__testUtils__/recordings';

const argocd = new FakeArgocd();
const cluster = new FakeCluster();
registerMswTestHooks(setupServer(...argocd.handlers, ...cluster.handlers));

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  argocd.managedResources = { items: [] };
  cluster.refusal = undefined;
});
afterEach(() => stop.abort());

const url = 'https://argocd.example.com';
const openApi = () => argocdInstance();
const openCluster = () => argocdClusterInstance({ frontendUrl: url });

const follow = (instance: EngineInstance, known?: ObservedApplication[]) =>
  followUntil(instance, stop.signal, known);

describe.each([
  ['its API', argocd, openApi],
  ['its cluster', cluster, openCluster],
])('an Argo CD observed through %s', (_, fake, open) => {
  it('tells what there is, then what changes and goes', async () => {
    const app = application('get-synced-healthy-manual');
    fake.applications = [app, application('get-degraded')];
    const { next } = follow(open());
    expect(await next()).toMatchObject({
      type: 'snapshot',
      applications: [
        { name: app.metadata.name, drift: { fields: [], total: 0 } },
        { health: { status: 'Degraded' } },
      ],
    });
    fake.send('MODIFIED', {
      ...app,
      status: { ...app.status, health: { status: 'Progressing' } },
    });
    expect(await next()).toMatchObject({
      type: 'changed',
      application: {
        name: app.metadata.name,
        health: { status: 'Progressing' },
      },
    });
    fake.send('DELETED', app);
    expect(await next()).toEqual({
      type: 'removed',
      key: {
        kind: 'Application',
        namespace: 'argocd',
        name: app.metadata.name,
      },
    });
  });

  it('tells at once that there is nothing', async () => {
    fake.applications = [];
    expect(await follow(open()).next()).toEqual({
      type: 'snapshot',
      applications: [],
    });
  });

  it('keeps applications of the same name apart', async () => {
    const app = application('get-degraded');
    const twin = structuredClone(app);
    twin.metadata.namespace = 'team-a';
    fake.applications = [app, twin];
    expect(await follow(open()).next()).toMatchObject({
      applications: [{ namespace: 'argocd' }, { namespace: 'team-a' }],
    });
  });

  it('passes over an application with a name that none can have', async () => {
    const odd = application('get-degraded');
    odd.metadata.name = '..';
    const app = application('get-degraded');
    fake.applications = [odd, app];
    const { next } = follow(open());
    expect(await next()).toMatchObject({
      applications: [{ name: app.metadata.name }],
    });
    fake.send('MODIFIED', odd);
    fake.send('MODIFIED', app);
    expect(await next()).toMatchObject({
      application: { name: app.metadata.name },
    });
  });

  it('keeps a small record of an Application as large as they come', async () => {
    const words = 'x'.repeat(150_000);
    fake.applications = [
      application('get-degraded', {
        'status > health > message': words,
        'status > operationState > message': words,
        'status > conditions': [
          { type: 'ComparisonError', message: words },
          ...Array.from({ length: 5_000 }, (__, n) => ({
            type: 'RepeatedResourceWarning',
            message: `Resource ${n} appeared 2 times${'!'.repeat(200)}`,
          })),
        ],
      }),
    ];
    const snapshot = await follow(open()).next();
    const [record] = snapshot?.type === 'snapshot' ? snapshot.applications : [];
    expect(JSON.stringify(record).length).toBeLessThan(30_000);
    expect(record.conditions.map(({ type }) => type)).toContain(
      'ComparisonError',
    );
  });

  it('says that it lost sight, and sees everything when asked again', async () => {
    const app = application('get-degraded');
    fake.applications = [app];
    const { next } = follow(open());
    await next();
    fake.send('MODIFIED', app);
    await next();
    fake.breakStreams();
    await expect(next()).rejects.toThrow('broke off its answer');
    fake.applications = [];
    expect(await follow(open()).next()).toEqual({
      type: 'snapshot',
      applications: [],
    });
  });

  it('remembers which commit was hydrated to what runs, also from the process before', async () => {
    fake.applications = [madeBody('hydrator-synced')];
    const { next } = follow(open());
    const before = await next();
    const hydrated = madeBody('hydrator-waiting-for-sync');
    fake.send('MODIFIED', hydrated);
    const runs = { sync: { deployedRevisions: ['d1'.repeat(20)] } };
    expect(await next()).toMatchObject({ application: runs });
    fake.applications = [hydrated];
    const known = before?.type === 'snapshot' ? before.applications : [];
    expect(await follow(open(), known).next()).toMatchObject({
      applications: [runs],
    });
  });

  it('lists what an application manages', async () => {
    const instance = open();
    const app = application('get-outofsync-drifted');
    fake.applications = [app];
    argocd.answer = recordedAnswer('get-outofsync-drifted');
    const snapshot = await follow(instance).next();
    const applications =
      snapshot?.type === 'snapshot' ? snapshot.applications : [];
    const items = await instance.resources?.(applications[0], {
      signal: stop.signal,
    });
    expect(items?.map(({ kind, sync }) => `${kind} ${sync}`)).toEqual([
      'ConfigMap OutOfSync',
      'Secret OutOfSync',
      'Service Synced',
      'Deployment OutOfSync',
    ]);
  });
});

/** What an instance tells of one application. */
async function observeOne(instance: EngineInstance) {
  const snapshot = await follow(instance).next();
  if (snapshot?.type !== 'snapshot') throw new Error('No snapshot came');
  return snapshot.applications[0];
}

/** The records of one application, each way as it sends it. */
async function bothRecords(
  throughApi: unknown,
  throughCluster: unknown,
): Promise<[ObservedApplication, ObservedApplication]> {
  Object.assign(argocd, { applications: [throughApi] });
  Object.assign(cluster, { applications: [throughCluster] });
  return [await observeOne(openApi()), await observeOne(openCluster())];
}

describe('the record of an application', () => {
  const [badcluster, , badrepo] = recordedList();

  it.each([
    ['get-error-badcluster', badcluster],
    ['get-error-badrepo', badrepo],
  ])(
    'is the same from %s and from the object as the cluster had it',
    async (name, object) => {
      const [fromApi, fromCluster] = await bothRecords(
        recordedBody(name),
        object,
      );
      expect(fromCluster).toEqual(fromApi);
      expect(fromApi.sync.status).toBe('Unknown');
    },
  );

  it.each([
    'missing-never-synced',
    'synced-healthy-auto',
    'synced-newer-revision-not-touching-path',
    'outofsync-pending',
    'outofsync-drifted',
    'outofsync-pending-and-drifted',
    'after-dryrun',
    'after-partial-sync',
    'after-rollback',
    'sync-failed',
    'operation-running',
    'operation-blocked-by-window-when-patched',
    'error-nopath',
    'degraded',
    'health-suspended',
    'multi-source',
    'deleting',
  ])(
    'is the same in %s, but for drift that the cluster does not tell',
    async name => {
      const body = recordedBody(`get-${name}`);
      const [fromApi, fromCluster] = await bothRecords(body, body);
      const { drift, ...known } = fromCluster;
      expect(fromApi).toEqual({ ...known, drift: fromApi.drift });
      expect(drift).toEqual(
        known.sync.status === 'Synced' ? { fields: [], total: 0 } : null,
      );
    },
  );

  it('is the same of one without a status', async () => {
    const body = changedBody('get-degraded', { status: undefined });
    const [fromApi, fromCluster] = await bothRecords(body, body);
    expect(fromCluster).toEqual(fromApi);
  });
});

it('tells each sync once, as a watch of a cluster had it', async () => {
  const [first, ...later] = recordedWatch().filter(
    ({ object }) => object.metadata.name === 'search-production',
  );
  cluster.applications = [first.object];
  const { next } = follow(openCluster());
  await next();
  const told: string[] = [];
  // Each is waited for, as only the newest of an application is kept.
  const one = async (index: number): Promise<void> => {
    if (index === later.length) return;
    const { type, object } = later[index];
    cluster.send(type, object);
    const observation = await next();
    if (observation?.type !== 'changed') throw new Error('No change came');
    const [last] = observation.application.syncs.slice(-1);
    told.push(`${last.key} ${last.phase}`);
    await one(index + 1);
  };
  await one(0);
  expect(told).toEqual([
    'h1 Succeeded',
    'h1 Succeeded',
    'o2026-11-20T23:56:58.000Z Running',
    // In the history at once, while the operation still reads Running.
    'h2 Succeeded',
    'h2 Succeeded',
    'h2 Succeeded',
    'h2 Succeeded',
    'h2 Succeeded',
  ]);
});
