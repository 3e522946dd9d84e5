import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import {
  recordedKustomization,
  recordedLines,
  recording,
  recordingNames,
} from '../__testUtils__/recordings';
import { parseKustomization } from './kustomization';
import { projectKustomization } from './projectKustomization';

const options = { cluster: 'edge' };

function project(name: string) {
  const { kustomization, findSource } = recordedKustomization(
    `kustomization/${name}`,
  );
  return projectKustomization(kustomization, findSource, options);
}

function relation({ sync }: ReturnType<typeof project>): string {
  const [desired] = sync.desiredRevisions;
  const [deployed] = sync.deployedRevisions;
  if (!desired) return 'not known';
  if (!deployed) return 'never deployed';
  return desired === deployed ? 'same' : 'newer';
}

/** Recorded state → sync, desired against deployed, health, operation. */
const STATES = [
  [
    'apply-failed-after-good-revision',
    'OutOfSync',
    'newer',
    'Unknown',
    'Failed',
  ],
  [
    'apply-failed-forbidden',
    'OutOfSync',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  ['apply-failed-immutable-field', 'OutOfSync', 'newer', 'Unknown', 'Failed'],
  [
    'apply-failed-invalid-value',
    'OutOfSync',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  [
    'apply-failed-no-such-kind',
    'OutOfSync',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  [
    'apply-failed-schema-type',
    'OutOfSync',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  ['build-failed-bad-yaml', 'Unknown', 'never deployed', 'Unknown', 'Failed'],
  [
    'build-failed-missing-resource-file',
    'Unknown',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  [
    'build-failed-unparsable-kustomization-yaml',
    'Unknown',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  ['build-failed-wrong-path', 'Unknown', 'never deployed', 'Unknown', null],
  ['created-suspended', 'OutOfSync', 'never deployed', 'Unknown', null],
  [
    'decryption-secret-missing',
    'Unknown',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  ['deletion-in-progress', 'Synced', 'same', 'Unknown', 'Succeeded'],
  ['dependency-not-found', 'OutOfSync', 'never deployed', 'Unknown', null],
  ['dependency-not-ready', 'OutOfSync', 'never deployed', 'Unknown', null],
  [
    'health-check-failed-job',
    'OutOfSync',
    'never deployed',
    'Degraded',
    'Failed',
  ],
  [
    'health-check-failed-progress-deadline',
    'OutOfSync',
    'never deployed',
    'Degraded',
    'Failed',
  ],
  [
    'health-check-timeout-listed',
    'OutOfSync',
    'never deployed',
    'Degraded',
    'Failed',
  ],
  [
    'health-check-timeout-wait',
    'OutOfSync',
    'never deployed',
    'Degraded',
    'Failed',
  ],
  [
    'newer-revision-during-health-checks',
    'OutOfSync',
    'newer',
    'Progressing',
    'Running',
  ],
  [
    'pending-just-after-artifact',
    'OutOfSync',
    'newer',
    'Progressing',
    'Running',
  ],
  [
    'pending-ready-true-but-source-newer',
    'OutOfSync',
    'newer',
    'Healthy',
    'Succeeded',
  ],
  ['post-build-vars-missing', 'Unknown', 'never deployed', 'Unknown', 'Failed'],
  ['prune-after', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['prune-before', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['ready-after-failed-revision', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['ready-after-force', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['ready-after-superseded-revision', 'Synced', 'same', 'Healthy', 'Succeeded'],
  [
    'ready-although-unknown-field-dropped',
    'Synced',
    'same',
    'Unknown',
    'Succeeded',
  ],
  [
    'ready-drift-corrected-at-interval',
    'Synced',
    'same',
    'Unknown',
    'Succeeded',
  ],
  ['ready-first-revision', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['ready-four-revisions', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['ready-minimal', 'Synced', 'same', 'Unknown', 'Succeeded'],
  [
    'ready-oci-source-origin-revision',
    'Synced',
    'same',
    'Healthy',
    'Succeeded',
  ],
  ['ready-post-build-substitution', 'Synced', 'same', 'Unknown', 'Succeeded'],
  [
    'ready-second-owner-of-same-objects',
    'Synced',
    'same',
    'Unknown',
    'Succeeded',
  ],
  ['ready-second-revision', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['ready-while-source-not-ready', 'Unknown', 'same', 'Healthy', 'Succeeded'],
  ['ready-with-dependency', 'Synced', 'same', 'Unknown', 'Succeeded'],
  ['ready-with-job', 'Synced', 'same', 'Healthy', 'Succeeded'],
  [
    'reconcile-requested-apply-failed-namespace-not-found',
    'OutOfSync',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  [
    'reconcile-requested-apply-failed-schema-type',
    'OutOfSync',
    'never deployed',
    'Unknown',
    'Failed',
  ],
  [
    'reconcile-requested-build-failed-wrong-path',
    'Unknown',
    'never deployed',
    'Unknown',
    null,
  ],
  [
    'reconcile-requested-dependency-not-ready',
    'OutOfSync',
    'never deployed',
    'Unknown',
    null,
  ],
  [
    'reconcile-requested-source-not-found',
    'Unknown',
    'not known',
    'Unknown',
    null,
  ],
  [
    'reconcile-requested-stalled-invalid-cel',
    'Unknown',
    'never deployed',
    'Unknown',
    null,
  ],
  ['reconciling-early', 'OutOfSync', 'newer', 'Progressing', 'Running'],
  [
    'reconciling-first-apply-health-checks',
    'OutOfSync',
    'never deployed',
    'Progressing',
    'Running',
  ],
  ['reconciling-health-checks', 'OutOfSync', 'newer', 'Progressing', 'Running'],
  ['requested-at-handled', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['requested-at-not-yet-handled', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['resumed', 'Synced', 'same', 'Healthy', 'Succeeded'],
  ['source-not-found', 'Unknown', 'not known', 'Unknown', null],
  ['source-other-namespace-not-found', 'Unknown', 'not known', 'Unknown', null],
  ['source-without-artifact', 'Unknown', 'not known', 'Unknown', null],
  ['stalled-invalid-cel', 'Unknown', 'never deployed', 'Unknown', null],
  [
    'suspended-reconcile-requested',
    'OutOfSync',
    'newer',
    'Unknown',
    'Succeeded',
  ],
  ['suspended-source-moved-on', 'OutOfSync', 'newer', 'Unknown', 'Succeeded'],
  ['suspended-source-same', 'Synced', 'same', 'Unknown', 'Succeeded'],
  ['suspended-spec-changed', 'OutOfSync', 'same', 'Unknown', 'Succeeded'],
] as const;

describe('recorded states', () => {
  it('are all here', () => {
    expect(STATES.map(([name]) => name)).toEqual(
      recordingNames('kustomization').sort(),
    );
  });

  it.each(STATES)('%s', (name, sync, revisions, health, phase) => {
    const observed = project(name);
    expect(observedApplicationSchema.safeParse(observed).success).toBe(true);
    expect({
      sync: observed.sync.status,
      revisions: relation(observed),
      health: observed.health.status,
      phase: observed.operation?.phase ?? null,
    }).toEqual({ sync, revisions, health, phase });
    expect(Boolean(observed.sync.comparisonFailed)).toBe(sync === 'Unknown');
    expect(Boolean(observed.paused)).toBe(name.includes('suspended'));
    expect(observed.sync.sourceChanged).toBe(name === 'suspended-spec-changed');
  });
});

describe('projectKustomization', () => {
  it.each([
    ['build-failed-bad-yaml', 'kustomize build failed'],
    ['build-failed-wrong-path', 'kustomization path not found'],
    ['decryption-secret-missing', 'secrets "sops-keys" not found'],
    [
      'source-not-found',
      'Its GitRepository flux-system/not-there does not exist',
    ],
    [
      'source-other-namespace-not-found',
      'Its GitRepository fx-other/broken does not exist',
    ],
    ['source-without-artifact', 'Source artifact not found'],
    ['stalled-invalid-cel', 'Reconciliation failed terminally'],
    [
      'ready-while-source-not-ready',
      'Flux cannot fetch its GitRepository flux-system/fleet',
    ],
  ])('says of %s why nothing can be compared', (name, words) => {
    expect(project(name).sync.comparisonFailed).toContain(words);
  });

  it('projects a whole Kustomization', () => {
    expect(project('apply-failed-after-good-revision')).toMatchObject({
      kind: 'Kustomization',
      namespace: 'flux-system',
      destination: { cluster: 'edge', namespace: undefined },
      sync: { byRevisionOnly: true },
      operation: {
        phase: 'Failed',
        message: expect.stringContaining('dry-run failed'),
        finishedAt: expect.stringMatching(/^2026-11-2/),
        initiatedBy: { automated: true },
      },
      automation: { enabled: true, selfHeal: true, prune: true },
      conditions: [{ type: 'ReconciliationFailed' }],
      paused: null,
      drift: null,
      syncWindows: [],
      images: null,
      links: [],
    });
  });

  it('shows where the source is', () => {
    expect(project('ready-first-revision').sources).toEqual([
      {
        type: 'git',
        repoUrl: expect.stringMatching(/^https?:/),
        path: expect.not.stringMatching(/^\./),
        targetRevision: 'main',
        nested: true,
      },
    ]);
    expect(project('ready-oci-source-origin-revision')).toMatchObject({
      sources: [{ type: 'oci', repoUrl: expect.stringMatching(/^oci:/) }],
      sync: { deployedRevisions: [expect.stringMatching(/^sha256:/)] },
    });
  });

  it('names the components that its own spec adds', () => {
    const { kustomization, findSource } = recordedKustomization(
      'kustomization/ready-minimal',
    );
    Object.assign(kustomization.spec ?? {}, { components: ['../debug'] });
    const { sources } = projectKustomization(kustomization, findSource, {
      cluster: 'edge',
    });
    expect(sources).toMatchObject([{ inputs: ['../debug'], nested: true }]);
  });

  it('says who paused it only where that is noted, and since when', () => {
    const since = expect.stringMatching(/^2026-11-2/);
    // The field is held by a tool, which is nobody.
    expect(project('suspended-source-same').paused).toEqual({
      by: undefined,
      since,
    });
    const { kustomization, findSource } = recordedKustomization(
      'kustomization/suspended-source-same',
    );
    for (const [note, by] of [
      ['weave.works/suspended-by', 'robin@example.com'],
      ['fluxcd.controlplane.io/suspendedBy', 'sam'],
    ]) {
      kustomization.metadata.annotations = { [note]: by };
      expect(
        projectKustomization(kustomization, findSource, options).paused,
      ).toEqual({ by, since });
    }
  });

  it('shows a deletion, which the conditions do not', () => {
    expect(project('deletion-in-progress').conditions).toEqual([
      expect.objectContaining({ type: 'Deleting' }),
    ]);
  });

  it('goes through a new revision without a moment of false success', () => {
    const { findSource } = recordedKustomization(
      'kustomization/reconciling-health-checks',
    );
    const states = recordedLines('watch/kustomization-new-revision').map(
      event => {
        const { object } = event as { object: unknown };
        const kustomization = parseKustomization(object);
        if (!kustomization) throw new Error('no Kustomization');
        const observed = projectKustomization(
          kustomization,
          findSource,
          options,
        );
        return `${observed.sync.status} ${observed.operation?.phase}`;
      },
    );
    // The last but one says Ready=True, and still has the old revision applied.
    expect(states).toEqual([
      ...Array(7).fill('OutOfSync Running'),
      'Synced Succeeded',
    ]);
  });

  it('is the same before, during and after a run that does nothing new', () => {
    const { findSource } = recordedKustomization(
      'kustomization/ready-after-failed-revision',
    );
    const looks = recordedLines('watch/kustomization-reconcile-requested').map(
      event => {
        const kustomization = parseKustomization(Object(event).object);
        if (!kustomization) throw new Error('no Kustomization');
        const { metadata, status } = kustomization;
        // As if it were due, and not for the first time.
        metadata.annotations = {
          'backstage.io/gitops-request-id': 'ours',
          'backstage.io/gitops-requested-by': 'user:default/robin',
          'reconcile.fluxcd.io/requestedAt': 'ours',
        };
        Object.assign(status ?? {}, { lastHandledReconcileAt: 'ours' });
        const [newest] = status?.history ?? [];
        newest.totalReconciliations += 1;
        return projectKustomization(kustomization, findSource, options);
      },
    );
    expect(looks).toEqual(Array(8).fill(looks[0]));
    expect(looks[0]).toMatchObject({
      sync: { status: 'Synced' },
      operation: { phase: 'Succeeded', finishedAt: '2026-11-21T00:04:59.000Z' },
      health: { status: 'Healthy', since: '2026-11-21T00:04:59.000Z' },
      request: { phase: 'Succeeded' },
    });
  });

  it('hides no failed health check in such a run', () => {
    const { kustomization, findSource } = recordedKustomization(
      'kustomization/ready-after-failed-revision',
    );
    for (const condition of kustomization.status?.conditions ?? []) {
      if (condition.type === 'Healthy') condition.status = 'False';
    }
    expect(
      projectKustomization(kustomization, findSource, options).health.status,
    ).toBe('Degraded');
  });

  it('reads one without, or with an odd, status as Unknown', () => {
    const { object } = recording('kustomization/ready-minimal');
    for (const status of [undefined, 'odd', {}]) {
      const kustomization = parseKustomization({ ...Object(object), status });
      if (!kustomization) throw new Error('no Kustomization');
      expect(
        projectKustomization(kustomization, () => 'unwatched', options),
      ).toMatchObject({
        sync: {
          status: 'Unknown',
          comparisonFailed: expect.any(String),
        },
        health: { status: 'Unknown' },
        operation: null,
      });
    }
  });
});
