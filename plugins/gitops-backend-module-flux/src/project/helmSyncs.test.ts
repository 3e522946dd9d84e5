import {
  helmOptions,
  projectRecordedRelease,
  recordedRelease,
} from '../__testUtils__/helm';
import { recordedLines } from '../__testUtils__/recordings';
import { SyncHistory } from '../__testUtils__/SyncHistory';
import { APPLICATION_KINDS, FluxApplication } from './application';
import { HelmRelease } from './helmRelease';

/** Recorded state → its syncs, oldest first: phase, version, start, end. */
const SYNCS: Record<string, string[]> = {
  installing: ['Running 1.0.0 23:59:41-?'],
  installed: ['Succeeded 1.0.0 23:59:41-23:59:46'],
  // Helm keeps nothing of what it cannot render.
  'install-failed-render': [
    'Failed 1.0.0 ?-?: Helm install failed for release fx-helm/',
  ],
  'install-failed-retries-exhausted': [
    'Failed 1.0.0 00:00:08-00:00:16: Helm install failed for release fx-helm/',
  ],
  'upgraded-twice': [
    'Succeeded 1.1.0 00:00:08-?',
    'Succeeded 1.2.0 00:00:25-00:00:30',
  ],
  'upgraded-values-only': [
    'Succeeded 1.2.0 00:00:25-?',
    'Succeeded 1.2.0 00:00:36-00:00:41',
  ],
  'rolling-back': [
    'Succeeded 1.0.0 00:08:45-?',
    'Failed 1.1.0 00:08:51-00:09:03: Helm upgrade failed for release fx-helm/',
  ],
  'upgrade-rejected-rolled-back': [
    'Succeeded 1.0.0 00:06:07-?',
    'Failed 1.1.0 00:06:18-00:06:18: Helm upgrade failed for release fx-helm/',
    'Succeeded 1.0.0 00:06:18-?',
  ],
  'upgrade-failed-rollback-failed': [
    'Succeeded 1.0.0 00:08:46-?',
    'Failed 1.1.0 00:08:51-?',
    'Failed 1.0.0 00:08:58-?: Helm rollback to previous release fx-hel',
  ],
  'stalled-reset-in-progress': [
    'Succeeded 1.0.0 23:59:41-?',
    'Failed 1.1.0 00:02:00-00:02:08',
    'Running 1.1.0 00:03:48-?',
  ],
  // It runs, whatever its test says.
  'test-failed': ['Succeeded 1.0.0 23:59:52-23:59:57'],
  // Nothing was tried.
  'chart-integrity-failure': [],
  'chart-not-ready': [],
  'dependency-not-ready': [],
  'values-from-missing': [],
};

const HELM_RELEASE = APPLICATION_KINDS.find(
  ({ kind }) => kind === 'HelmRelease',
);

const second = (time?: string) => time?.slice(11, 19) ?? '?';

describe('the syncs of a HelmRelease', () => {
  it.each(Object.entries(SYNCS))('%s', (name, syncs) => {
    expect(
      projectRecordedRelease(name).syncs.map(
        ({ phase, revisions, startedAt, finishedAt, message }) => {
          const words = message ? `: ${message.slice(0, 40)}` : '';
          const times = `${second(startedAt)}-${second(finishedAt)}`;
          return `${phase} ${revisions.join()} ${times}${words}`;
        },
      ),
    ).toEqual(syncs);
  });

  it.each([
    ['helmrelease-upgrade', ['Succeeded* 1.0.0', 'Succeeded* 1.1.0']],
    ['helmrelease-reconcile-requested', ['Succeeded* 1.0.0']],
    [
      'helmrelease-upgrade-rejected-rolled-back-then-fixed',
      [
        'Succeeded* 1.0.0',
        'Failed 1.1.0',
        'Succeeded* 1.0.0',
        'Failed 1.1.0',
        'Succeeded* 1.0.0',
        'Succeeded* 1.2.0',
      ],
    ],
    // After it was uninstalled Helm counts from 1 again.
    [
      'helmrelease-upgrade-failed-uninstalled',
      ['Succeeded* 1.0.0', 'Failed 1.1.0', 'Failed 1.1.0'],
    ],
  ])('are kept once each through %s', (watch, syncs) => {
    const { findSource } = recordedRelease('upgrading');
    const history = new SyncHistory();
    let told: FluxApplication | undefined;
    for (const event of recordedLines(`watch/${watch}`)) {
      const seen = HELM_RELEASE?.parse(Object(event).object);
      told = told ? seen?.after(told) : seen;
      history.look(told?.project(findSource, helmOptions).syncs ?? []);
    }
    expect(
      history.kept.map(
        ({ phase, deployed, revisions }) =>
          `${phase}${deployed ? '*' : ''} ${revisions.join()}`,
      ),
    ).toEqual(syncs);
  });

  it('keep what could not be rendered beside what was made of it then', () => {
    const history = new SyncHistory();
    const look = (name: string, change?: (release: HelmRelease) => void) =>
      history.look(projectRecordedRelease(name, change).syncs);
    look('installing');
    look('install-failed-render');
    // Tried again, in the middle of which nobody may have looked before.
    look('installing');
    look('install-failed-render');
    look('install-failed-render', ({ status }) => {
      Object.assign(status ?? {}, { lastAttemptedConfigDigest: 'sha256:else' });
    });
    look('installing');
    look('installed');
    expect(
      history.kept.map(({ phase, message }) =>
        [phase, message?.slice(-32)].filter(Boolean).join(': '),
      ),
    ).toEqual([
      'Failed: values.message must not be empty',
      'Failed: values.message must not be empty',
      'Succeeded',
    ]);
  });

  it('are told by digest where the chart is an OCI artifact', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { syncs } = projectRecordedRelease('installed', release => {
      Object.assign(release.spec ?? {}, {
        chart: undefined,
        chartRef: { kind: 'OCIRepository', name: 'web' },
      });
      Object.assign(release.status?.history?.[0] ?? {}, { ociDigest: digest });
    });
    expect(syncs).toMatchObject([{ revisions: [digest] }]);
  });
});
