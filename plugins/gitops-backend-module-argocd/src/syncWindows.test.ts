import { setupServer } from 'msw/node';
import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { Observation } from '@backstage-gitops/plugin-gitops-node';
import { DEFAULT_PROJECT, FakeArgocd } from './__testUtils__/FakeArgocd';
import { FakeCluster } from './__testUtils__/FakeCluster';
import {
  application,
  argocdClusterInstance,
  argocdInstance,
  follow,
} from './__testUtils__/observe';

const argocd = new FakeArgocd();
const cluster = new FakeCluster();
registerMswTestHooks(setupServer(...argocd.handlers, ...cluster.handlers));

const app = application('get-outofsync-pending');
const WINDOW = { kind: 'deny', schedule: '0 22 * * *', duration: '1h' };
const FROZEN = {
  ...DEFAULT_PROJECT,
  spec: { syncWindows: [{ ...WINDOW, applications: [app.metadata.name] }] },
};

const logger = mockServices.logger.mock();
let stop: AbortController;
beforeEach(() => {
  jest.clearAllMocks();
  stop = new AbortController();
  argocd.projectRequests.length = 0;
  cluster.showsProjects = true;
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
  const next = () => follow(open(), stop.signal).next();

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
  });
});

describe('sync windows observed through its cluster', () => {
  it('are done without where it forbids to list projects, and that is said once', async () => {
    cluster.showsProjects = false;
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
