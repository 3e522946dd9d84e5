import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { Observation } from '@backstage-gitops/plugin-gitops-node';
import {
  ARGOCD_URL,
  DEFAULT_PROJECT,
  FakeArgocd,
} from './__testUtils__/FakeArgocd';
import { FakeCluster } from './__testUtils__/FakeCluster';
import {
  application,
  argocdClusterInstance,
  argocdInstance,
  follow,
} from './__testUtils__/observe';
import { recordedApplication } from './__testUtils__/recordings';
import { projectApplication } from './project/projectApplication';

const argocd = new FakeArgocd();
const cluster = new FakeCluster();
const server = setupServer(...argocd.handlers, ...cluster.handlers);
registerMswTestHooks(server);

const app = application('get-outofsync-pending');
const WINDOW = { kind: 'deny', schedule: '0 22 * * *', duration: '1h' };
const FROZEN = {
  ...DEFAULT_PROJECT,
  spec: { syncWindows: [{ ...WINDOW, applications: [app.metadata.name] }] },
};

const TEAM = { ...FROZEN, metadata: { name: 'team', namespace: 'argocd' } };
/** As the process before knew it. */
const known = {
  ...projectApplication(recordedApplication('get-outofsync-pending'), {}),
  syncWindows: [{ ...WINDOW, kind: 'deny' as const, manualSync: false }],
};

const logger = mockServices.logger.mock();
let stop: AbortController;
beforeEach(() => {
  jest.clearAllMocks();
  stop = new AbortController();
  argocd.projectRequests.length = 0;
  cluster.showsProjectsOf = undefined;
});
afterEach(() => stop.abort());

/** What is told next, as far as it is about windows. */
const snapshot = (...syncWindows: object[]) => ({
  type: 'snapshot',
  applications: [{ syncWindows }],
});

describe.each([
  ['its API', argocd, () => argocdInstance({ logger })],
  ['its cluster', cluster, () => argocdClusterInstance({}, {}, logger)],
])('sync windows observed through %s', (_, fake, open) => {
  const next = (before: Array<typeof known> = []) =>
    follow(open(), stop.signal, before).next();

  it('are told with the applications that they hold for', async () => {
    fake.projects = [FROZEN];
    fake.applications = [app, application('get-degraded')];
    expect(await next()).toMatchObject({
      applications: [
        { syncWindows: [{ ...WINDOW, manualSync: false }] },
        { syncWindows: [] },
      ],
    });
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('are done without where no project may be read, and that is said', async () => {
    fake.projects = [];
    fake.applications = [app];
    expect(await next()).toMatchObject(snapshot());
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('shows no AppProject')],
    ]);
  });

  it.each([
    ['no project', [], 'shows no AppProject'],
    [
      'not their project',
      [TEAM],
      'Sync windows of project default of Argo CD main are not known',
    ],
  ])('that were known stand where it shows %s', async (__, projects, words) => {
    fake.projects = projects;
    const twin = application('get-outofsync-pending', {
      'metadata > name': 'twin',
      'metadata > uid': 'twin',
    });
    fake.applications = [app, twin];
    expect(await next([known])).toMatchObject({
      applications: [{ syncWindows: [WINDOW] }, { syncWindows: [] }],
    });
    expect(logger.warn.mock.calls).toEqual([[expect.stringContaining(words)]]);
  });

  it('that were known end where their project has none', async () => {
    fake.projects = [DEFAULT_PROJECT];
    fake.applications = [app];
    expect(await next([known])).toMatchObject(snapshot());
  });

  it('that were those of another project do not stand', async () => {
    fake.projects = [];
    fake.applications = [app];
    const moved = { ...known, project: 'team' };
    expect(await next([moved])).toMatchObject(snapshot());
  });
});

describe('sync windows observed through its API', () => {
  it('cost one request, whatever there is, until all is asked for anew', async () => {
    argocd.projects = [DEFAULT_PROJECT];
    argocd.applications = [app, application('get-degraded')];
    const instance = argocdInstance({ timing: { resync: 100 } });
    const { next } = follow(instance, stop.signal);
    await next();
    expect(argocd.projectRequests).toHaveLength(1);
    const [{ searchParams }] = argocd.projectRequests;
    expect(searchParams.get('fields')).toContain('items.spec.syncWindows');
    argocd.applications = [app];
    argocd.projects = [FROZEN];
    const nextSnapshot = async (): Promise<Observation | undefined> => {
      const told = await next();
      return told?.type === 'changed' ? nextSnapshot() : told;
    };
    expect(await nextSnapshot()).toMatchObject(snapshot(WINDOW));
    argocd.projects = [TEAM];
    await nextSnapshot();
    expect(await nextSnapshot()).toMatchObject(snapshot(WINDOW));
  });

  it('cost no request more when a stream is cut off', async () => {
    argocd.projects = [FROZEN];
    argocd.applications = [app];
    const instance = argocdInstance({ timing: { shortStream: 0 } });
    const { next } = follow(instance, stop.signal);
    await next();
    argocd.closeStreams();
    const { streams } = argocd;
    while (argocd.streams === streams) await next();
    expect(argocd.projectRequests).toHaveLength(1);
  });

  it('that were known stand where projects cannot be read', async () => {
    server.use(
      http.get(`${ARGOCD_URL}/api/v1/projects`, () =>
        HttpResponse.json({ message: 'overloaded' }, { status: 503 }),
      ),
    );
    argocd.applications = [app];
    const { next } = follow(argocdInstance({ logger }), stop.signal, [known]);
    expect(await next()).toMatchObject(snapshot(WINDOW));
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('Sync windows of Argo CD main are not read')],
    ]);
  });
});

describe('sync windows observed through its cluster', () => {
  it('are done without where it forbids to list projects, and that is said once', async () => {
    cluster.showsProjectsOf = [];
    cluster.applications = [app];
    const instance = argocdClusterInstance({}, { projects: 0 }, logger);
    const { next } = follow(instance, stop.signal);
    expect(await next()).toMatchObject(snapshot());
    cluster.send('MODIFIED', app);
    expect(await next()).toMatchObject({ type: 'changed' });
    expect(logger.warn.mock.calls).toEqual([
      [
        'Sync windows of Argo CD main are not read: Cluster edge does not allow this (403): appprojects.argoproj.io is forbidden',
      ],
    ]);
  });

  it.each([
    ['all namespaces', undefined],
    ["Argo CD's own namespace alone", ['argocd']],
  ])(
    'are found for another namespace where projects of %s may be listed',
    async (_, showsProjectsOf) => {
      const elsewhere = structuredClone(app);
      elsewhere.metadata.namespace = 'team-a';
      cluster.showsProjectsOf = showsProjectsOf;
      // Another Argo CD in the cluster has one of that name, too.
      cluster.projects = [
        {
          ...FROZEN,
          spec: {},
          metadata: { name: 'default', namespace: 'cd2' },
        },
        FROZEN,
      ];
      cluster.applications = [elsewhere];
      const instance = argocdClusterInstance({ namespace: 'team-a' });
      expect(await follow(instance, stop.signal).next()).toMatchObject(
        snapshot(WINDOW),
      );
    },
  );

  it('are told anew of who has others now', async () => {
    const other = application('get-degraded');
    cluster.projects = [DEFAULT_PROJECT];
    cluster.applications = [app, other];
    const instance = argocdClusterInstance({}, { projects: 0 }, logger);
    const { next } = follow(instance, stop.signal);
    await next();
    cluster.projects = [FROZEN];
    // Whatever comes through the watch makes it look.
    cluster.send('MODIFIED', other);
    expect([await next(), await next()]).toMatchObject([
      {
        application: {
          name: app.metadata.name,
          syncWindows: [WINDOW],
        },
      },
      { application: { name: other.metadata.name, syncWindows: [] } },
    ]);
  });
});
