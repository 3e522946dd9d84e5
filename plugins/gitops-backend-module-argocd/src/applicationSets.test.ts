import { setupServer } from 'msw/node';
import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { FakeArgocd } from './__testUtils__/FakeArgocd';
import { FakeCluster } from './__testUtils__/FakeCluster';
import {
  application,
  argocdClusterInstance,
  argocdInstance,
  follow,
} from './__testUtils__/observe';

const argocd = new FakeArgocd();
const cluster = new FakeCluster();
const server = setupServer(...argocd.handlers, ...cluster.handlers);
registerMswTestHooks(server);

const web = application('get-synced-healthy-auto', {
  'metadata > annotations': {},
  'metadata > ownerReferences': [{ kind: 'ApplicationSet', name: 'shops' }],
});
const plain = application('get-degraded');

const set = (trackingId: string, name = 'shops') => ({
  metadata: {
    name,
    namespace: 'argocd',
    annotations: { 'argocd.argoproj.io/tracking-id': trackingId },
  },
});
const SHOPS = 'argoproj.io/ApplicationSet:argocd/shops';
const APPS = { kind: 'Application', namespace: 'argocd', name: 'apps' };

const logger = mockServices.logger.mock();
let stop: AbortController;
beforeEach(() => {
  jest.clearAllMocks();
  stop = new AbortController();
  argocd.setRequests = 0;
  cluster.setRequests = 0;
});
afterEach(() => stop.abort());

const snapshot = (...applications: object[]) => ({
  type: 'snapshot',
  applications,
});
const parent = { kind: 'ApplicationSet', namespace: 'argocd', name: 'shops' };

describe.each([
  ['its API', argocd, () => argocdInstance({ logger })],
  ['its cluster', cluster, () => argocdClusterInstance({}, {}, logger)],
])('ApplicationSets observed through %s', (_, fake, open) => {
  const next = () => follow(open(), stop.signal).next();

  it('tell what applies them, in one request', async () => {
    fake.sets = [set(`others:${SHOPS}`, 'others'), set(`apps:${SHOPS}`)];
    fake.applications = [web, plain];
    expect(await next()).toMatchObject(
      snapshot({ parent, appliedBy: APPS }, { appliedBy: undefined }),
    );
    expect(fake.setRequests).toBe(1);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each([
    ['an Application of another namespace', `team_apps:${SHOPS}`, 'team'],
    ['nothing, by an id that was copied', 'apps:a/B:argocd/x', undefined],
  ])('may be applied by %s', async (__, trackingId, namespace) => {
    fake.sets = [set(trackingId)];
    fake.applications = [web];
    expect(await next()).toMatchObject(
      snapshot({ parent, appliedBy: namespace && { ...APPS, namespace } }),
    );
  });

  it('are not asked for where none has made an application', async () => {
    fake.applications = [plain];
    expect(await next()).toMatchObject(snapshot({}));
    expect(fake.setRequests).toBe(0);
  });

  it('stand as known where they may not be read, and that is said', async () => {
    fake.sets = [set(`apps:${SHOPS}`)];
    fake.applications = [web];
    const told = await next();
    const known = told?.type === 'snapshot' ? told.applications : [];
    expect(known).toMatchObject([{ appliedBy: APPS }]);

    fake.sets = [];
    const again = follow(open(), stop.signal, known);
    expect(await again.next()).toMatchObject(snapshot({ appliedBy: APPS }));
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('shows no ApplicationSet')],
    ]);
  });
});

it('tells what applies an ApplicationSet from now on when all is asked for anew', async () => {
  argocd.sets = [set(`apps:${SHOPS}`)];
  argocd.applications = [web];
  const instance = argocdInstance({ timing: { resync: 100 } });
  const { next } = follow(instance, stop.signal);
  expect(await next()).toMatchObject(snapshot({ appliedBy: APPS }));
  argocd.sets = [set(`more:${SHOPS}`)];
  let told = await next();
  while (told?.type !== 'snapshot') told = await next();
  expect(told).toMatchObject(
    snapshot({ appliedBy: { ...APPS, name: 'more' } }),
  );
});

it('tells what applies an ApplicationSet from now on when its cluster lists them anew', async () => {
  cluster.sets = [set(`apps:${SHOPS}`)];
  cluster.applications = [web, plain];
  const instance = argocdClusterInstance({}, { projects: 0 }, logger);
  const { next } = follow(instance, stop.signal);
  expect(await next()).toMatchObject(snapshot({ appliedBy: APPS }, {}));
  cluster.sets = [{ metadata: { name: 'shops', namespace: 'argocd' } }];
  // Whatever comes through the watch makes it look.
  cluster.send('MODIFIED', plain);
  expect([await next(), await next()]).toMatchObject([
    { application: { name: web.metadata.name, appliedBy: undefined } },
    { application: { name: plain.metadata.name } },
  ]);
});
