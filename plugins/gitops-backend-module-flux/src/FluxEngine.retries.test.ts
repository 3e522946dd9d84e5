import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import { mergePatched } from './__testUtils__/mergePatched';
import {
  createInstance,
  follow,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
} from './__testUtils__/observe';
import { recording } from './__testUtils__/recordings';

const HELM_RELEASES = 'helm.toolkit.fluxcd.io/v2/helmreleases';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
  fake.serve(KUSTOMIZATIONS, 'Kustomization');
  fake.serve(HELM_RELEASES, 'HelmRelease');
  fake.serve(GIT_REPOSITORIES, 'GitRepository');
});
afterEach(() => stop.abort());

interface Condition {
  type: string;
  message: string;
}

const minute = (n: number) => `2030-01-01T00:0${n}:00Z`;

/** Flux at work on the same once more: what it says on the way. */
function* atWork(object: unknown, n: number): Iterable<unknown> {
  const { conditions, lastAttemptedReleaseAction: action } =
    Object(object).status;
  const running = { status: 'Unknown', reason: 'Progressing' };
  const { message: waiting } = conditions.find(
    ({ type }: Condition) => type === 'Reconciling',
  );
  const [revision] = / for revision .*/.exec(waiting) ?? [];
  const words = action
    ? [`Running '${action}' action with timeout of 20s`]
    : [`Fetching manifests${revision}`, `Building manifests${revision}`];
  for (const message of words) {
    const others = conditions.filter(
      ({ type }: Condition) => !['Ready', 'Reconciling'].includes(type),
    );
    for (const reason of ['Progressing', 'ProgressingWithRetry']) {
      yield mergePatched(object, {
        status: {
          conditions: [
            {
              ...{ type: 'Reconciling', status: 'True', reason },
              ...{ message, lastTransitionTime: minute(n) },
            },
            { type: 'Ready', ...running, lastTransitionTime: minute(n) },
            ...others,
          ],
        },
      });
    }
  }
}

/** The same failure, the n-th time after the first: other times, names and durations. */
function failedAgain(object: unknown, n: number): unknown {
  const { status } = Object(object);
  const [newest, ...older] = status.history ?? [];
  return mergePatched(object, {
    status: {
      failures: n,
      conditions: status.conditions.map((each: Condition) => ({
        ...each,
        lastTransitionTime: minute(n),
        message: each.message
          .replace(/kustomization-\d+/, `kustomization-${n}`)
          .replace(/after [\d.]+s/, `after ${n}.5s`),
      })),
      history: newest && [
        {
          ...newest,
          lastReconciled: minute(n),
          totalReconciliations: newest.totalReconciliations + n,
        },
        ...older,
      ],
    },
  });
}

const marked = (object: unknown) =>
  mergePatched(object, { metadata: { labels: { marked: 'yes' } } });

/** As the portal asks for a run, after the second minute. */
const ASKED = {
  metadata: {
    annotations: {
      'reconcile.fluxcd.io/requestedAt': 'ours',
      'backstage.io/gitops-request-id': 'ours',
      'backstage.io/gitops-requested-by': 'user:default/robin',
    },
    managedFields: [
      {
        ...{ manager: 'backstage-gitops', operation: 'Update', fieldsV1: {} },
        time: minute(2),
      },
    ],
  },
};

describe('a failure that is tried again', () => {
  it.each([
    ['kustomization/apply-failed-schema-type', KUSTOMIZATIONS],
    ['kustomization/health-check-timeout-wait', KUSTOMIZATIONS],
    ['kustomization/build-failed-bad-yaml', KUSTOMIZATIONS],
    ['kustomization/build-failed-wrong-path', KUSTOMIZATIONS],
    ['kustomization/post-build-vars-missing', KUSTOMIZATIONS],
    ['helm/install-failed-render', HELM_RELEASES],
  ])('five times is told once: %s', async (name, collection) => {
    const { object, source } = recording(name);
    fake.put(collection, object);
    if (collection === KUSTOMIZATIONS) fake.put(GIT_REPOSITORIES, source);
    const { next } = follow(createInstance(), stop.signal);
    const { applications } = Object(await next());
    for (let n = 1; n <= 5; n++) {
      for (const look of atWork(object, n)) fake.put(collection, look);
      fake.put(collection, failedAgain(object, n));
    }
    fake.put(collection, marked(failedAgain(object, 5)));
    const change = await next();
    expect(change).toEqual({
      type: 'changed',
      application: {
        ...applications[0],
        labels: { ...applications[0].labels, marked: 'yes' },
      },
    });
  });

  it.each([
    ['kustomization/apply-failed-schema-type', KUSTOMIZATIONS],
    ['kustomization/health-check-timeout-wait', KUSTOMIZATIONS],
    ['kustomization/build-failed-bad-yaml', KUSTOMIZATIONS],
    ['helm/install-failed-render', HELM_RELEASES],
  ])('because somebody asked is told: %s', async (name, collection) => {
    const { object, source } = recording(name);
    fake.put(collection, object);
    if (collection === KUSTOMIZATIONS) fake.put(GIT_REPOSITORIES, source);
    const { next, until } = follow(createInstance(), stop.signal);
    const { applications } = Object(await next());
    const { operation, conditions } = applications[0];
    const asked = (n: number) => mergePatched(failedAgain(object, n), ASKED);
    // To have asked changes nothing yet.
    fake.put(collection, asked(1));
    expect(await next()).toMatchObject({
      application: { operation, conditions, request: { phase: 'Running' } },
    });
    const [look] = atWork(asked(1), 3);
    fake.put(collection, look);
    const by = { name: 'user:default/robin', automated: false };
    const { application } = Object(await next());
    expect(application.operation).toMatchObject({
      phase: 'Running',
      startedAt: '2030-01-01T00:03:00.000Z',
      initiatedBy: by,
    });
    expect(application.syncs.at(-1)).toMatchObject({
      phase: 'Running',
      initiatedBy: by,
    });
    // It comes in two events.
    fake.put(collection, asked(4));
    const answered = (n: number) =>
      mergePatched(asked(n), { status: { lastHandledReconcileAt: 'ours' } });
    fake.put(collection, answered(4));
    const ended = Object(
      await until(
        each =>
          each.type === 'changed' &&
          each.application.request?.phase === 'Failed',
      ),
    );
    expect(ended.application.operation).toMatchObject({
      phase: 'Failed',
      finishedAt: '2030-01-01T00:04:00.000Z',
    });
    // From then on Flux tries again of its own accord.
    for (const again of atWork(answered(4), 5)) fake.put(collection, again);
    fake.put(collection, answered(6));
    fake.put(collection, marked(answered(6)));
    const { labels } = ended.application;
    expect(await next()).toEqual({
      type: 'changed',
      application: {
        ...ended.application,
        labels: { ...labels, marked: 'yes' },
      },
    });
  });

  it('is one sync, with how often, once it is over', async () => {
    const { object, source } = Object(
      recording('kustomization/apply-failed-schema-type'),
    );
    fake.put(KUSTOMIZATIONS, object);
    fake.put(GIT_REPOSITORIES, source);
    const { next, until } = follow(createInstance(), stop.signal);
    await next();
    const failed = failedAgain(object, 5);
    fake.put(KUSTOMIZATIONS, failed);
    const revision = `main@sha1:${'a'.repeat(40)}`;
    const at = minute(6);
    fake.put(
      KUSTOMIZATIONS,
      mergePatched(failed, {
        status: {
          lastAppliedRevision: revision,
          lastAttemptedRevision: revision,
          conditions: [
            {
              ...{ type: 'Ready', status: 'True', lastTransitionTime: at },
              ...{ reason: 'ReconciliationSucceeded', observedGeneration: 1 },
              message: `Applied revision: ${revision}`,
            },
          ],
          history: [
            {
              ...{ digest: 'sha256:good', firstReconciled: at },
              ...{ lastReconciled: at, lastReconciledDuration: '1s' },
              lastReconciledStatus: 'ReconciliationSucceeded',
              totalReconciliations: 1,
              metadata: { revision },
            },
            ...Object(failed).status.history,
          ],
        },
      }),
    );
    const change = await until(each => each.type === 'changed');
    expect(Object(change).application.syncs).toMatchObject([
      {
        phase: 'Failed',
        repeats: { count: 6, lastAt: '2030-01-01T00:05:00.000Z' },
      },
      { phase: 'Succeeded', deployed: true },
    ]);
  });

  it.each([
    [
      'for another revision',
      { lastAttemptedRevision: `main@sha1:${'b'.repeat(40)}` },
      'Running',
    ],
    [
      'with another outcome',
      {
        conditions: [
          {
            ...{ type: 'Ready', status: 'False', reason: 'BuildFailed' },
            ...{ message: 'something else', lastTransitionTime: minute(1) },
          },
        ],
      },
      'Failed',
    ],
  ])('is told anew %s', async (_, status, phase) => {
    const { object, source } = Object(
      recording('kustomization/build-failed-bad-yaml'),
    );
    fake.put(KUSTOMIZATIONS, object);
    fake.put(GIT_REPOSITORIES, source);
    const { next } = follow(createInstance(), stop.signal);
    await next();
    const [look] = atWork(object, 1);
    fake.put(KUSTOMIZATIONS, mergePatched(look, { status }));
    const { application } = Object(await next());
    expect(application.operation.phase).toBe(phase);
  });
});
