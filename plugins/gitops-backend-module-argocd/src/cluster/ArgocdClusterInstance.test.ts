import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { OperationCall } from '@backstage-gitops/plugin-gitops-node';
import { FakeCluster } from '../__testUtils__/FakeCluster';
import {
  application,
  argocdClusterInstance,
  follow,
} from '../__testUtils__/observe';
import { recordedApplication } from '../__testUtils__/recordings';
import { projectApplication } from '../project/projectApplication';

const fake = new FakeCluster();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.clusters = [{ name: 'edge', authProvider: 'serviceAccount' }];
  fake.applications = [];
  fake.refusal = undefined;
  fake.requests.length = 0;
  fake.patches.length = 0;
});
afterEach(() => stop.abort());

describe('an Argo CD read through its cluster', () => {
  const next = (options?: Parameters<typeof argocdClusterInstance>[0]) =>
    follow(argocdClusterInstance(options), stop.signal).next();

  it('says what it cannot tell', () => {
    expect(argocdClusterInstance().capabilities).toEqual({
      drift: false,
      driftWhilePending: false,
      operations: ['refresh'],
      resources: true,
      diff: false,
    });
  });

  it('is asked under the credentials of the cluster, for all namespaces or for one', async () => {
    const app = application('get-degraded');
    const twin = structuredClone(app);
    twin.metadata.namespace = 'team-a';
    fake.applications = [app, twin];
    expect(await next()).toMatchObject({ applications: [{}, {}] });
    expect(await next({ namespace: 'team-a' })).toMatchObject({
      applications: [{ namespace: 'team-a' }],
    });
    for (const { headers } of fake.requests) {
      expect(headers.get('backstage-kubernetes-cluster')).toBe('edge');
      expect(headers.get('authorization')).toMatch(/^Bearer ./);
    }
  });

  it('asks for so few at a time that an answer can be read whole', async () => {
    await next();
    const [{ url }] = fake.requests;
    // Half a megabyte each is much, and happens; 64 MB are read.
    expect(Number(new URL(url).searchParams.get('limit'))).toBeLessThan(128);
  });

  it('links to Argo CD only where it is said where that is', async () => {
    fake.applications = [application('get-degraded')];
    expect(await next()).toMatchObject({ applications: [{ links: [] }] });
    expect(await next({ frontendUrl: 'https://argocd.example.com' })).toEqual(
      expect.objectContaining({
        applications: [
          expect.objectContaining({
            links: [
              {
                title: 'Argo CD',
                url: 'https://argocd.example.com/applications/argocd/degraded-production',
              },
            ],
          }),
        ],
      }),
    );
  });

  it.each([
    [[], 'There is no cluster edge in the kubernetes configuration'],
    [
      [{ name: 'edge', authProvider: 'oidc' }],
      "its auth provider oidc needs a person's token",
    ],
  ])(
    'says why it cannot be observed with clusters %j',
    async (known, words) => {
      fake.clusters = known;
      await expect(next()).rejects.toThrow(words);
      expect(fake.requests).toEqual([]);
    },
  );

  it.each([
    [
      404,
      { message: '404 page not found' },
      'Cluster edge does not know Applications of Argo CD (404): is it installed there?',
    ],
    [
      403,
      { message: 'applications.argoproj.io is forbidden' },
      'Cluster edge does not allow this (403): applications.argoproj.io is forbidden',
    ],
    [
      404,
      { error: { name: 'NotFoundError', message: 'Cluster not found' } },
      'Cluster edge does not have this (404): Cluster not found',
    ],
    [429, {}, 'Cluster edge is asked too often (429)'],
    [503, {}, 'Cluster edge answered with status 503'],
  ])('says what %s %j means', async (status, body, words) => {
    fake.refusal = { status, body };
    await expect(next()).rejects.toThrow(words);
  });
});

const observed = projectApplication(
  recordedApplication('get-outofsync-pending'),
  {},
);

const call: OperationCall = {
  id: '5f0c7a52',
  type: 'refresh',
  options: { prune: false },
  requestedBy: 'user:default/robin',
};

describe('refresh of an Argo CD application through its cluster', () => {
  const operate = (changes: Partial<OperationCall> = {}, patienceMs = 10_000) =>
    argocdClusterInstance({}, { lookEveryMs: 5, patienceMs }).operate(
      observed,
      { ...call, ...changes },
      { signal: stop.signal },
    );
  const compared = () => application('get-outofsync-pending');

  it('is done when Argo CD has taken the annotation away', async () => {
    fake.applications = [compared()];
    fake.controller = () => compared();
    expect(await operate()).toEqual({ phase: 'Succeeded', message: undefined });
    expect(fake.patches).toEqual([
      {
        metadata: {
          annotations: { 'argocd.argoproj.io/refresh': 'normal' },
        },
      },
    ]);
  });

  it('says so when it could not be compared', async () => {
    fake.applications = [compared()];
    const { metadata } = compared();
    const { status } = application('get-error-nopath');
    fake.controller = () => ({ metadata, status });
    expect(await operate()).toMatchObject({
      phase: 'Succeeded',
      message: expect.stringMatching(/^It could not be compared: Failed to/),
    });
  });

  it('says so when Argo CD does not look', async () => {
    fake.applications = [compared()];
    fake.controller = each => each;
    expect(await operate({}, 20)).toEqual({
      phase: 'Failed',
      message:
        'Argo CD did not compare it within 0.02 s; does its application controller run?',
    });
  });

  it('says which right is missing', async () => {
    fake.refusal = {
      status: 403,
      body: {
        message:
          'applications.argoproj.io "x" is forbidden: User "portal" cannot patch resource "applications"',
      },
    };
    await expect(operate()).rejects.toThrow(
      'lacks the right to patch applications.argoproj.io in namespace argocd',
    );
  });

  it('may have been done where no answer came', async () => {
    fake.refusal = { status: 504, body: {} };
    expect(await operate()).toEqual({
      phase: 'Unknown',
      message: expect.stringContaining('it may have been done all the same'),
    });
  });

  it('is all that it does', async () => {
    await expect(operate({ type: 'sync' })).rejects.toThrow(
      'Argo CD main is read through its cluster, where the portal cannot sync an application',
    );
    expect(fake.patches).toEqual([]);
  });
});
