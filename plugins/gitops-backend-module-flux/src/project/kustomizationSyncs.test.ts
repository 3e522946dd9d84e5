import {
  recordedKustomization,
  recordedLines,
  recordingNames,
} from '../__testUtils__/recordings';
import { SyncHistory } from '../__testUtils__/SyncHistory';
import { Kustomization, parseKustomization } from './kustomization';
import { kustomizationSyncs } from './kustomizationSyncs';

/** Recorded state → its syncs, oldest first: phase, revision, start, end, repeats. */
const SYNCS: Record<string, string[]> = {
  'apply-failed-after-good-revision': [
    'Succeeded e1868c 23:57:22-23:57:38',
    'Succeeded 081791 23:57:38-23:57:39',
    'Succeeded 58c596 ?-23:57:45 2 until 23:57:45',
    'Succeeded b7e915 23:57:51-23:57:52',
    'Failed 81a769 00:04:52-00:04:53: Deployment/fx-shop/worker',
  ],
  'apply-failed-forbidden': [
    'Failed acb493 23:55:57-23:55:58: ConfigMap/fx-broken/rbac ',
  ],
  // Nothing of what cannot be built is remembered.
  'build-failed-bad-yaml': ['Failed acb493 ?-?: kustomize build failed: a'],
  'health-check-failed-job': [
    'Failed d7c23f 00:00:56-00:01:02: health check failed after',
  ],
  'newer-revision-during-health-checks': [
    'Succeeded d7c23f 00:00:56-00:01:22',
    'Running 56d244 00:01:28-?',
  ],
  // Fetched, and not yet attempted.
  'pending-just-after-artifact': ['Succeeded 1adafd 23:57:15-23:57:21'],
  // The same manifests from another commit.
  'pending-ready-true-but-source-newer': [
    'Succeeded d7c23f 00:00:56-00:01:22',
    'Succeeded 08e76e ?-00:02:13',
  ],
  'ready-after-failed-revision': [
    'Succeeded 081791 23:57:38-23:57:39',
    'Succeeded 58c596 ?-23:57:45 2 until 23:57:45',
    'Succeeded b7e915 23:57:51-23:57:52',
    'Failed 81a769 00:04:52-00:04:53',
    'Succeeded 506688 00:04:53-00:04:59',
  ],
  'ready-drift-corrected-at-interval': [
    'Succeeded d7c23f ?-00:00:57 3 until 00:01:21',
    'Succeeded 08e76e ?-00:01:28 6 until 00:02:15',
    'Succeeded dfe85a ?-00:02:23',
  ],
  'ready-four-revisions': [
    'Succeeded 1adafd 23:57:15-23:57:21',
    'Succeeded e1868c 23:57:22-23:57:38',
    'Succeeded 081791 23:57:38-23:57:39',
    'Succeeded 58c596 23:57:39-23:57:45',
  ],
  'ready-oci-source-origin-revision': ['Succeeded sha256 00:07:14-00:07:15'],
  'reconciling-first-apply-health-checks': ['Running d7c23f 00:00:57-?'],
  // Nothing was tried.
  'build-failed-wrong-path': [],
  'created-suspended': [],
  'dependency-not-ready': [],
  'source-not-found': [],
  'stalled-invalid-cel': [],
};

const second = (time?: string) => time?.slice(11, 19) ?? '?';

function outline(kustomization: Kustomization): string[] {
  return kustomizationSyncs(kustomization).map(sync => {
    const { phase, revisions, startedAt, finishedAt, repeats, message } = sync;
    const more = repeats
      ? ` ${repeats.count} until ${second(repeats.lastAt)}`
      : '';
    const words = message ? `: ${message.slice(0, 25)}` : '';
    const times = `${second(startedAt)}-${second(finishedAt)}`;
    return `${phase} ${revisions.join().slice(0, 6)} ${times}${more}${words}`;
  });
}

function recorded(name: string): Kustomization {
  return recordedKustomization(`kustomization/${name}`).kustomization;
}

/** The looks at the Kustomization `shop` of a watch. */
function looks(watch: string): Kustomization[] {
  return recordedLines(`watch/${watch}`)
    .map(event => parseKustomization(Object(event).object))
    .flatMap(each => (each?.metadata.name === 'shop' ? [each] : []));
}

describe('the syncs of a Kustomization', () => {
  it.each(Object.entries(SYNCS))('%s', (name, syncs) => {
    expect(outline(recorded(name))).toEqual(syncs);
  });

  it('are deployed where they succeeded, and never twice the same', () => {
    for (const name of recordingNames('kustomization')) {
      const syncs = kustomizationSyncs(recorded(name));
      for (const { phase, deployed } of syncs) {
        expect(deployed).toBe(phase === 'Succeeded');
      }
      expect(new Set(syncs.map(({ key }) => key)).size).toBe(syncs.length);
    }
  });

  it.each([
    // What was applied before is kept; a run that fails is one with its attempt.
    [
      'kustomizations-unfiltered-failed-then-fixed',
      ['Failed 81a769', 'Succeeded 506688'],
    ],
    ['kustomization-new-revision', ['Succeeded 1adafd', 'Succeeded e1868c']],
    // The same once more.
    [
      'kustomization-reconcile-requested',
      ['Failed 81a769', 'Succeeded 506688'],
    ],
  ])('are kept once each through %s', (watch, syncs) => {
    const history = new SyncHistory();
    for (const look of looks(watch)) history.look(kustomizationSyncs(look));
    expect(
      history.kept
        .slice(-2)
        .map(({ phase, revisions }) => `${phase} ${revisions[0].slice(0, 6)}`),
    ).toEqual(syncs);
  });

  it('keep what could not be built beside what was made of it then', () => {
    const failed = recorded('build-failed-bad-yaml');
    const good = recorded('ready-minimal').status?.history?.[0];
    const revision = failed.status?.lastAttemptedRevision;
    if (!good || !revision) throw new Error('no history');
    const entry = { ...good, metadata: { revision } };
    const history = new SyncHistory();
    for (const each of [
      failed,
      {
        ...failed,
        status: { lastAppliedRevision: revision, history: [entry] },
      },
    ]) {
      history.look(kustomizationSyncs(each));
    }
    expect(
      history.kept.map(({ phase, revisions: [of] }) => `${phase} ${of}`),
    ).toEqual(
      ['Failed', 'Succeeded'].map(
        phase => `${phase} ${revision.split('sha1:')[1]}`,
      ),
    );
  });

  it('say who asked for one, as long as that is certain', () => {
    const { metadata, status } = recorded('ready-second-revision');
    const asked = (token: string, at: string): Kustomization => ({
      metadata: {
        ...metadata,
        annotations: {
          'backstage.io/gitops-request-id': 'ours',
          'backstage.io/gitops-requested-by': 'user:default/robin',
          'reconcile.fluxcd.io/requestedAt': token,
        },
        managedFields: [
          {
            manager: 'backstage-gitops',
            operation: 'Update',
            time: at,
            fieldsV1: {},
          },
        ],
      },
      status: { ...status, lastHandledReconcileAt: token },
    });
    const initiators = (kustomization: Kustomization) =>
      kustomizationSyncs(kustomization).map(each => each.initiatedBy);
    expect(initiators(asked('ours', '2026-11-20T23:57:22Z'))).toEqual([
      undefined,
      { name: 'user:default/robin', automated: false },
    ]);
    // There was one in between, or somebody has asked since, or later.
    for (const unclear of [
      asked('ours', '2026-11-20T23:57:20Z'),
      asked('theirs', '2026-11-20T23:57:22Z'),
      asked('ours', '2026-11-20T23:58:00Z'),
    ]) {
      expect(initiators(unclear)).toEqual([undefined, undefined]);
    }
    expect(initiators({ metadata, status })).toEqual([
      undefined,
      { automated: true },
    ]);
  });

  it('are the last one alone where Flux keeps no history', () => {
    const before27 = (name: string) => {
      const kustomization = recorded(name);
      return outline({
        ...kustomization,
        status: { ...kustomization.status, history: undefined },
      });
    };
    expect(before27('ready-four-revisions')).toEqual(['Succeeded 58c596 ?-?']);
    expect(before27('apply-failed-forbidden')).toEqual([
      expect.stringMatching(/^Failed acb493 \?-\?: ConfigMap/),
    ]);
    // The same revision again is no other sync.
    expect(before27('requested-at-handled')).toEqual(['Succeeded 58c596 ?-?']);
    expect(before27('reconciling-health-checks')).toEqual([
      'Running e1868c 23:57:23-?',
    ]);
  });

  it('are read as far as they can be', () => {
    const good = recorded('ready-minimal').status?.history;
    const read = (history: unknown) =>
      parseKustomization({ metadata: { name: 'a' }, status: { history } })
        ?.status?.history;
    expect(read([{ digest: 5 }, ...(good ?? []), null])).toEqual(good);
    expect(read('none')).toEqual([]);
    expect(read([{ ...good?.[0], firstReconciled: 'once' }])).toEqual([]);
  });
});
