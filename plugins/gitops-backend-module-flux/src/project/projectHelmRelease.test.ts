import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import {
  helmOptions as options,
  projectRecordedRelease as project,
  recordedRelease,
} from '../__testUtils__/helm';
import { recordedLines, recordingNames } from '../__testUtils__/recordings';
import { parseHelmRelease } from './helmRelease';
import { projectHelmRelease } from './projectHelmRelease';
import { SourceRef } from './source';

/** Recorded state → sync, desired and deployed version, health, operation, drifted resources. */
const STATES: Array<[string, string]> = [
  ['chart-integrity-failure', 'Unknown 1.0.0/ Unknown - -'],
  ['chart-not-ready', 'Unknown / Unknown - -'],
  ['chart-without-artifact', 'Unknown / Unknown - -'],
  ['dependency-not-found', 'Unknown / Unknown - -'],
  ['dependency-not-ready', 'Unknown / Unknown - -'],
  ['drift-disabled-2-reconciled', 'Synced 1.0.0/1.0.0 Unknown Succeeded -'],
  ['drift-enabled-0-before', 'Synced 1.0.0/1.0.0 Unknown Succeeded 0'],
  ['drift-enabled-2-reconciled', 'Synced 1.0.0/1.0.0 Unknown Succeeded 0'],
  ['drift-ignored-0-before', 'Synced 1.0.0/1.0.0 Unknown Succeeded 0'],
  ['drift-warn-0-before', 'Synced 1.0.0/1.0.0 Unknown Succeeded 0'],
  ['drift-warn-2-reconciled', 'Synced 1.0.0/1.0.0 Unknown Succeeded 1'],
  ['drift-warn-3-object-deleted', 'Synced 1.0.0/1.0.0 Unknown Succeeded 2'],
  ['install-failed-render', 'OutOfSync 1.0.0/ Unknown Failed -'],
  ['install-failed-retries-exhausted', 'OutOfSync 1.0.0/ Unknown Failed -'],
  ['installed', 'Synced 1.0.0/1.0.0 Unknown Succeeded -'],
  ['installed-chart-ref', 'Synced 1.0.0/1.0.0 Unknown Succeeded -'],
  ['installing', 'OutOfSync 1.0.0/ Unknown Running -'],
  [
    'reconcile-requested-stalled-retries-exhausted',
    'OutOfSync 1.0.0/ Unknown - -',
  ],
  ['reconcile-requested-values-from-missing', 'Unknown 1.0.0/ Unknown - -'],
  ['requested-at-handled', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['requested-at-not-yet-handled', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['resumed', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['rolling-back', 'OutOfSync 1.1.0/1.0.0 Unknown Running -'],
  ['stalled-requested-at-handled', 'OutOfSync 1.1.0/1.0.0 Unknown Failed -'],
  ['stalled-reset-in-progress', 'OutOfSync 1.1.0/1.0.0 Unknown Running -'],
  ['suspended', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['suspended-chart-moved-on', 'OutOfSync 1.1.0/1.2.0 Unknown Succeeded -'],
  [
    'suspended-reconcile-requested-while-drifted',
    'Synced 1.0.0/1.0.0 Unknown Succeeded 2',
  ],
  ['test-failed', 'OutOfSync 1.0.0/1.0.0 Degraded Failed -'],
  ['test-failed-ignored', 'Synced 1.0.0/1.0.0 Degraded Succeeded -'],
  ['uninstall-failed', 'OutOfSync 1.0.0/ Unknown Failed -'],
  ['uninstall-in-progress', 'Synced 1.0.0/1.0.0 Unknown Succeeded -'],
  ['upgrade-chart-not-ready', 'OutOfSync 1.0.0/1.0.0 Unknown Succeeded -'],
  ['upgrade-failed', 'OutOfSync 1.1.0/1.0.0 Unknown Failed -'],
  ['upgrade-failed-retry-on-failure', 'OutOfSync 1.1.0/1.0.0 Unknown Failed -'],
  [
    'upgrade-failed-uninstalled-then-install-failed',
    'OutOfSync 1.1.0/ Unknown Failed -',
  ],
  ['upgrade-failed-rollback-failed', 'OutOfSync 1.1.0/1.0.0 Unknown Failed -'],
  ['upgrade-rejected-rolled-back', 'OutOfSync 1.1.0/1.0.0 Unknown Failed -'],
  ['upgraded', 'Synced 1.1.0/1.1.0 Unknown Succeeded -'],
  ['upgraded-after-rollback', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['upgraded-twice', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['upgraded-values-only', 'Synced 1.2.0/1.2.0 Unknown Succeeded -'],
  ['upgrading', 'OutOfSync 1.1.0/1.0.0 Unknown Running -'],
  ['values-from-missing', 'Unknown 1.0.0/ Unknown - -'],
];

describe('recorded states', () => {
  it('are all here', () => {
    expect(STATES.map(([name]) => name).sort()).toEqual(
      recordingNames('helm').sort(),
    );
  });

  it.each(STATES)('%s: %s', (name, state) => {
    const observed = project(name);
    expect(observedApplicationSchema.safeParse(observed).success).toBe(true);
    const { status, desiredRevisions, deployedRevisions } = observed.sync;
    expect(
      [
        status,
        `${desiredRevisions.join()}/${deployedRevisions.join()}`,
        observed.health.status,
        observed.operation?.phase ?? '-',
        observed.drift?.total ?? '-',
      ].join(' '),
    ).toBe(state);
    expect(Boolean(observed.sync.comparisonFailed)).toBe(status === 'Unknown');
    expect(Boolean(observed.paused)).toBe(name.startsWith('suspended'));
    // New values or a new version that Flux has not tried yet.
    expect(observed.sync.sourceChanged).toBe(
      ['upgrade-chart-not-ready', 'upgrading'].includes(name),
    );
  });
});

describe('projectHelmRelease', () => {
  it('projects a whole HelmRelease', () => {
    expect(project('drift-warn-3-object-deleted')).toMatchObject({
      kind: 'HelmRelease',
      namespace: 'fx-helm',
      name: 'drift-warn',
      destination: { cluster: 'edge', namespace: 'fx-helm' },
      sources: [
        {
          type: 'helm',
          repoUrl: 'https://charts.example.com',
          chart: 'storefront',
          targetRevision: '1.0.0',
        },
      ],
      automation: { enabled: true, selfHeal: false, prune: true },
      conditions: [],
      request: null,
    });
    expect(project('drift-enabled-0-before').automation.selfHeal).toBe(true);
    expect(project('test-failed').conditions).toEqual([
      expect.objectContaining({ type: 'TestFailed' }),
      expect.objectContaining({ type: 'RetriesExceeded' }),
    ]);
  });

  it('does not come to agree by being suspended after a failure', () => {
    const suspended = project('test-failed', ({ spec }) => {
      if (spec) spec.suspend = true;
    });
    expect(suspended.sync.status).toBe('OutOfSync');
    expect(suspended.paused).not.toBeNull();
  });

  it('takes the chart from where a reference leads', () => {
    expect(project('installed-chart-ref').sources).toEqual([
      {
        type: 'helm',
        repoUrl: 'https://charts.example.com',
        chart: 'storefront',
        targetRevision: '1.0.0',
      },
    ]);
    const { release } = recordedRelease('installed-chart-ref');
    const digest = `sha256:${'a'.repeat(64)}`;
    const asked: SourceRef[] = [];
    Object.assign(release.spec ?? {}, {
      chartRef: { kind: 'OCIRepository', name: 'web', namespace: 'charts' },
    });
    Object.assign(release.status?.history?.[0] ?? {}, { ociDigest: digest });
    const observed = projectHelmRelease(
      release,
      ref => {
        asked.push(ref);
        return {
          metadata: ref,
          spec: {
            url: 'oci://registry.example.com/web',
            ref: { tag: '1.0.0' },
          },
          status: { artifact: { revision: `1.0.0@${digest}` } },
        };
      },
      options,
    );
    expect(asked).toEqual([
      { kind: 'OCIRepository', name: 'web', namespace: 'charts' },
    ]);
    expect(observed).toMatchObject({
      sources: [
        {
          type: 'oci',
          repoUrl: 'oci://registry.example.com/web',
          targetRevision: '1.0.0',
        },
      ],
      sync: { status: 'Synced', deployedRevisions: [digest] },
    });
  });

  it('is told without a chart that may not be read', () => {
    const { release } = recordedRelease('upgraded');
    expect(
      projectHelmRelease(release, () => 'unwatched', options),
    ).toMatchObject({
      sources: [{ type: 'helm', repoUrl: '', chart: 'storefront' }],
      sync: { status: 'Synced', desiredRevisions: ['1.1.0'] },
    });
  });

  it('goes through an upgrade without a moment of false success', () => {
    const { findSource } = recordedRelease('upgrading');
    const states = recordedLines('watch/helmrelease-upgrade').map(event => {
      const release = parseHelmRelease(Object(event).object);
      if (!release) throw new Error('no HelmRelease');
      const observed = projectHelmRelease(release, findSource, options);
      return `${observed.sync.status} ${observed.operation?.phase ?? '-'}`;
    });
    expect(states).toEqual([
      // Before Flux has begun, what ran last is the version before.
      'OutOfSync Succeeded',
      'OutOfSync Succeeded',
      'OutOfSync -',
      ...Array(3).fill('OutOfSync Running'),
      // Deployed, and its test runs.
      ...Array(2).fill('Synced Running'),
      ...Array(4).fill('Synced Succeeded'),
    ]);
  });

  it('ends a request when Flux has repeated its token', () => {
    const { findSource } = recordedRelease('installed-chart-ref');
    const phases = recordedLines('watch/helmrelease-reconcile-requested').map(
      event => {
        const { object } = Object(event);
        const { annotations } = object.metadata;
        const token = annotations['reconcile.fluxcd.io/requestedAt'];
        annotations['backstage.io/gitops-request-id'] = token;
        annotations['backstage.io/gitops-requested-by'] = 'user:default/robin';
        const release = parseHelmRelease(object);
        if (!release) throw new Error('no HelmRelease');
        return projectHelmRelease(release, findSource, options).request?.phase;
      },
    );
    expect(phases).toEqual(['Running', 'Running', 'Running', 'Succeeded']);
  });
});
