import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { changedBody, recordedApplication } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectApplication } from './projectApplication';

const frontendUrl = 'https://argocd.example.com';
const FIRST = 'd852ae906cd07e70618246ed81f27feb0933311e';
const SECOND = '7213809408c800d584953d098916d732f1497987';
const THIRD = '2252bbb';
const REVERT = 'cb63e71';

function project(name: string) {
  return projectApplication(recordedApplication(name), { frontendUrl });
}

// What each recorded state reads as: sync, desired, deployed, health, operation.
const short = (revisions: string[]) => revisions.map(each => each.slice(0, 7));
const first = short([FIRST]);
const second = short([SECOND]);

describe.each([
  ['missing-never-synced', 'OutOfSync', first, [], 'Missing', null],
  ['synced-healthy-auto', 'Synced', first, first, 'Healthy', 'Succeeded'],
  ['synced-healthy-manual', 'Synced', first, first, 'Healthy', 'Succeeded'],
  ['outofsync-pending', 'OutOfSync', second, first, 'Healthy', 'Succeeded'],
  [
    'synced-newer-revision-not-touching-path',
    'Synced',
    second,
    first,
    'Healthy',
    'Succeeded',
  ],
  ['outofsync-drifted', 'OutOfSync', second, first, 'Healthy', 'Succeeded'],
  // The last operation of these two was a dry run, which deployed nothing.
  [
    'outofsync-pending-and-drifted',
    'OutOfSync',
    second,
    first,
    'Healthy',
    null,
  ],
  ['after-dryrun', 'OutOfSync', second, first, 'Healthy', null],
  ['after-partial-sync', 'OutOfSync', second, first, 'Healthy', 'Succeeded'],
  ['drift-synced-away', 'Synced', second, second, 'Progressing', 'Succeeded'],
  ['self-healed', 'Synced', second, second, 'Healthy', 'Succeeded'],
  ['two-deployments', 'Synced', [THIRD], [THIRD], 'Progressing', 'Succeeded'],
  ['after-rollback', 'OutOfSync', [THIRD], first, 'Healthy', 'Succeeded'],
  ['after-git-revert', 'Synced', [REVERT], [REVERT], 'Healthy', 'Succeeded'],
  ['sync-failed', 'OutOfSync', second, [], 'Missing', 'Failed'],
  ['operation-running', 'OutOfSync', second, [], 'Missing', 'Running'],
  ['operation-terminating', 'OutOfSync', second, [], 'Missing', 'Failed'],
  ['operation-terminated', 'OutOfSync', second, [], 'Missing', 'Failed'],
  [
    'operation-blocked-by-window-when-patched',
    'OutOfSync',
    second,
    [],
    'Missing',
    'Running',
  ],
  ['error-nopath', 'Unknown', [], [], 'Healthy', null],
  ['error-badrepo', 'Unknown', [], [], 'Healthy', null],
  ['error-badrevision', 'Unknown', [], [], 'Healthy', null],
  ['error-badcluster', 'Unknown', second, [], 'Unknown', null],
  ['degraded', 'Synced', [THIRD], [THIRD], 'Degraded', 'Succeeded'],
  ['health-suspended', 'Synced', second, second, 'Suspended', 'Succeeded'],
  [
    'multi-source',
    'Synced',
    [...second, ...second],
    [...second, ...second],
    'Healthy',
    'Succeeded',
  ],
  [
    'deleting',
    'Synced',
    [REVERT, REVERT],
    [...second, ...second],
    'Healthy',
    'Succeeded',
  ],
])('recorded get-%s', (name, sync, desired, deployed, health, phase) => {
  const observed = project(`get-${name}`);

  it('says what Argo CD says', () => {
    expect(observed.sync.status).toBe(sync);
    expect(observed.health.status).toBe(health);
    expect(observed.operation?.phase ?? null).toBe(phase);
  });

  it('tells desired from deployed', () => {
    expect(short(observed.sync.desiredRevisions)).toEqual(desired);
    expect(short(observed.sync.deployedRevisions)).toEqual(deployed);
    expect(observed.sync.sourceChanged).toBe(false);
  });

  it('has a reason exactly where nothing could be compared', () => {
    expect(Boolean(observed.sync.comparisonFailed)).toBe(sync === 'Unknown');
  });

  it('fits the contract', () => {
    expect(observedApplicationSchema.safeParse(observed).success).toBe(true);
    expect(observed.paused).toBeNull();
  });
});

describe('projectApplication', () => {
  it('projects a whole application', () => {
    expect(project('get-outofsync-drifted')).toEqual({
      kind: 'Application',
      namespace: 'argocd',
      name: 'search-production',
      uid: 'ded44808-c49e-410d-8687-02217e5374b1',
      labels: { env: 'production', team: 'payments' },
      entityRefs: ['component:default/search'],
      project: 'default',
      parent: undefined,
      destination: {
        cluster: 'https://kubernetes.default.svc',
        namespace: 'search-production',
      },
      sources: [
        {
          type: 'git',
          repoUrl: 'http://127.0.0.1:13000/acme/fleet.git',
          path: 'apps/search/overlays/production',
          chart: undefined,
          targetRevision: 'main',
        },
      ],
      sync: {
        status: 'OutOfSync',
        comparisonFailed: undefined,
        desiredRevisions: [SECOND],
        deployedRevisions: [FIRST],
        sourceChanged: false,
        byRevisionOnly: false,
      },
      drift: null,
      health: {
        status: 'Healthy',
        message: undefined,
        since: '2026-11-20T23:53:51.000Z',
      },
      operation: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: '2026-11-20T23:53:07.000Z',
        finishedAt: '2026-11-20T23:53:07.000Z',
        initiatedBy: { name: 'admin', automated: false },
      },
      paused: null,
      automation: { enabled: false, selfHeal: false, prune: false },
      conditions: [],
      links: [
        {
          title: 'Argo CD',
          url: 'https://argocd.example.com/applications/argocd/search-production',
        },
      ],
    });
  });

  it('keeps the message of an operation that a sync window blocks', () => {
    expect(
      project('get-operation-blocked-by-window-when-patched').operation,
    ).toMatchObject({
      phase: 'Running',
      message: 'Sync operation blocked by sync window',
    });
  });

  it('gives the words of a comparison error as reason and condition', () => {
    const { sync, conditions } = project('get-error-nopath');
    expect(sync.comparisonFailed).toContain('Failed to load target state');
    expect(conditions).toEqual([
      expect.objectContaining({ type: 'ComparisonError' }),
    ]);
  });

  it('shows every source of several', () => {
    expect(
      project('get-multi-source').sources.map(source => source.path),
    ).toEqual(['apps/plain', 'extra/values']);
  });

  it('shows automation, and a deletion under way', () => {
    expect(project('get-synced-healthy-auto').automation).toEqual({
      enabled: true,
      selfHeal: true,
      prune: true,
    });
    expect(project('get-deleting').conditions).toContainEqual({
      type: 'Deleting',
      message: 'It is being deleted',
      since: '2026-11-20T23:56:46.000Z',
    });
  });

  function changed(name: string, changes: Record<string, unknown>) {
    const application = parseApplication(changedBody(name, changes));
    return application && projectApplication(application, { frontendUrl });
  }

  it('sees a changed parameter of the source, but not a branch renamed', () => {
    const compared = 'status > sync > comparedTo > source';
    const last = 'status > history > 0 > source';
    const pending = (changes: Record<string, unknown>) =>
      changed('get-outofsync-pending', changes)?.sync.sourceChanged;
    const images = { images: ['search=search:2'] };
    expect(pending({ [`${compared} > kustomize`]: images })).toBe(true);
    expect(pending({ [`${compared} > targetRevision`]: 'release' })).toBe(
      false,
    );
    const chart = { repoURL: 'https://charts.example.com', chart: 'search' };
    expect(
      pending({
        [compared]: { ...chart, targetRevision: '2.0.0' },
        [last]: { ...chart, targetRevision: '1.0.0' },
      }),
    ).toBe(true);
  });

  it('reads unknown words as Unknown', () => {
    const observed = changed('get-synced-healthy-auto', {
      'status > sync > status': 'Perplexed',
      'status > health > status': 'Dizzy',
      'status > operationState > phase': 'Dreaming',
    });
    expect(observed?.sync.status).toBe('Unknown');
    expect(observed?.health.status).toBe('Unknown');
    expect(observed?.operation).toBeNull();
  });

  it.each([
    ['no status', undefined],
    ['a status of another shape', ['odd']],
    ['an empty status', {}],
  ])('reads %s as Unknown with a reason', (_, status) => {
    const observed = changed('get-synced-healthy-auto', { status });
    expect(observed?.sync).toMatchObject({
      status: 'Unknown',
      comparisonFailed: 'Argo CD has not compared it yet',
      deployedRevisions: [],
    });
    expect(observed?.health.status).toBe('Unknown');
  });

  it('finds the parent by tracking id or owner', () => {
    const id = 'metadata > annotations > argocd.argoproj.io/tracking-id';
    const tracked = (value: string) =>
      changed('get-synced-healthy-auto', { [id]: value })?.parent;
    const { name } = project('get-synced-healthy-auto');
    expect(tracked(`root:argoproj.io/Application:argocd/${name}`)).toEqual({
      kind: 'Application',
      namespace: 'argocd',
      name: 'root',
    });
    expect(
      tracked(`team-a_root:argoproj.io/Application:argocd/${name}`),
    ).toEqual({ kind: 'Application', namespace: 'team-a', name: 'root' });
    expect(
      tracked('root:argoproj.io/Application:argocd/another'),
    ).toBeUndefined();
    expect(
      changed('get-synced-healthy-auto', {
        'metadata > ownerReferences': [
          { kind: 'ApplicationSet', name: 'shops' },
        ],
      })?.parent,
    ).toEqual({ kind: 'ApplicationSet', namespace: 'argocd', name: 'shops' });
  });

  it('is paused only by intent, and says since when', () => {
    expect(
      changed('get-synced-healthy-auto', {
        'spec > syncPolicy > automated > enabled': false,
        'metadata > managedFields': [
          {
            manager: 'kubectl-edit',
            operation: 'Update',
            time: '2026-11-21T08:00:00Z',
            fieldsV1: {
              'f:spec': {
                'f:syncPolicy': { 'f:automated': { 'f:enabled': {} } },
              },
            },
          },
        ],
      }),
    ).toMatchObject({
      paused: { since: '2026-11-21T08:00:00.000Z' },
      automation: { enabled: false },
    });
    const skip = 'metadata > annotations > argocd.argoproj.io/skip-reconcile';
    expect(
      changed('get-synced-healthy-auto', { [skip]: 'true' })?.paused,
    ).toEqual({ since: undefined });
  });

  it.each(['../../logout?x', '..', 'a%2F..', 'a\0'])(
    'does not know an application named %p',
    name => {
      expect(
        changed('get-synced-healthy-auto', { 'metadata > name': name }),
      ).toBeUndefined();
    },
  );

  it('knows whose an application is whose status has an odd shape', () => {
    expect(
      changed('get-synced-healthy-auto', {
        'metadata > labels': { team: 'shop' },
        status: ['odd'],
      }),
    ).toMatchObject({ labels: { team: 'shop' }, uid: expect.any(String) });
  });
});
