import { MAX_IMAGES } from '@backstage-gitops/plugin-gitops-common';
import { changedBody, recordedApplication } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectApplication } from './projectApplication';

const frontendUrl = 'https://argocd.example.com';
const FIRST = 'd852ae906cd07e70618246ed81f27feb0933311e';
const SECOND = '7213809408c800d584953d098916d732f1497987';

function project(name: string) {
  return projectApplication(recordedApplication(name), { frontendUrl });
}

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
      dependsOn: [],
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
      syncs: [expect.objectContaining({ key: 'h0' })],
      request: null,
      changes: { resources: expect.any(Array), total: 3 },
      paused: null,
      automation: { enabled: false, selfHeal: false, prune: false },
      conditions: [],
      syncWindows: [],
      images: [
        'registry.example.com/search:1.0.0',
        'registry.example.com/search:hotfix',
      ],
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

  it('lists images once each, sorted, bounded, and none where none are told', () => {
    const images = (list: unknown) =>
      changed('get-synced-healthy-auto', { 'status > summary > images': list })
        ?.images;
    expect(images(['web:2', 'db:1', 'web:2'])).toEqual(['db:1', 'web:2']);
    const [longest, ...others] =
      images([
        `a${'x'.repeat(9000)}`,
        ...Array.from({ length: 99 }, (_, n) => `web:${100 + n}`),
      ]) ?? [];
    expect(longest).toHaveLength(500);
    expect(others).toHaveLength(MAX_IMAGES - 1);
    for (const none of [[], null, undefined]) expect(images(none)).toBeNull();
    expect(project('get-degraded').images).toBeNull();
  });

  it('says why it is degraded in the words of the resources that are', () => {
    expect(project('get-degraded').health.message).toBe(
      'Deployment "degraded" exceeded its progress deadline',
    );
    const ill = (name: string, message?: string) => ({
      kind: 'Deployment',
      name,
      health: { status: 'Degraded', message },
    });
    const told = (resources: unknown) =>
      changed('get-degraded', { 'status > resources': resources })?.health
        .message;
    expect(told([ill('c', 'late'), ill('b', 'no image'), ill('a')])).toBe(
      'Deployment b: no image (and 2 more degraded)',
    );
    expect(told([ill('a')])).toBeUndefined();
    expect(told(null)).toBeUndefined();
    // Argo CD's own word for the whole goes first.
    expect(
      changed('get-degraded', { 'status > health > message': 'All is lost' })
        ?.health.message,
    ).toBe('All is lost');
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
