import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { Observation } from '@backstage-gitops/plugin-gitops-node';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import {
  createEngine,
  createInstance,
  drift,
  DEPLOYMENTS,
  follow,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  observeFirst,
  totalOf,
} from './__testUtils__/observe';
import { callOf } from './__testUtils__/operate';
import { mergePatched } from './__testUtils__/mergePatched';
import { recording } from './__testUtils__/recordings';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
});
afterEach(() => stop.abort());

const OLD = {
  kustomizations: 'kustomize.toolkit.fluxcd.io/v1beta2/kustomizations',
  releases: 'helm.toolkit.fluxcd.io/v2beta1/helmreleases',
  sources: 'source.toolkit.fluxcd.io/v1beta2/gitrepositories',
};

const OLD_DEPLOYMENTS = 'apps/v1beta1/deployments';

/** With these Deployments in its inventory, by name, in these versions. */
const withVersions = (versions: Record<string, string>) =>
  mergePatched(drift.object, {
    status: {
      inventory: {
        entries: Object.entries(versions).map(([name, v]) => ({
          id: `fx-drift_${name}_apps_Deployment`,
          v,
        })),
      },
    },
  });

const isWhole = (observation: Observation) =>
  observation.type === 'changed' && !observation.application.drift?.partial;

describe('API versions', () => {
  it('are those that the cluster serves, also where those are old ones only', async () => {
    const { object } = recording('helm/installed');
    fake.serve(OLD.kustomizations, 'Kustomization', [drift.object]);
    fake.serve(OLD.releases, 'HelmRelease', [object]);
    fake.serve(OLD.sources, 'GitRepository', [drift.source]);
    const instance = createInstance();
    const { next } = follow(instance, stop.signal);
    const snapshot = await next();
    expect(snapshot).toMatchObject({
      applications: [
        { kind: 'Kustomization', sync: { status: 'Synced' } },
        { kind: 'HelmRelease' },
      ],
    });
    const [application] = Object(snapshot).applications;
    await instance.operate(application, callOf('suspend'), stop);
    expect(fake.patches).toMatchObject([{ collection: OLD.kustomizations }]);
    expect(await next()).toMatchObject({
      application: { kind: 'Kustomization', paused: {} },
    });
  });

  it('are none where Flux is not there', async () => {
    const { next } = follow(createInstance(), stop.signal);
    expect(await next()).toEqual({ type: 'snapshot', applications: [] });
  });

  it('that one kind was applied in are each looked at, and one that is gone hides none of them', async () => {
    const entries = [
      { id: 'fx-drift_old_apps_Deployment', v: 'v1beta1' },
      { id: 'fx-drift_web_apps_Deployment', v: 'v1' },
    ];
    fake.serve(KUSTOMIZATIONS, 'Kustomization', [
      mergePatched(drift.object, { status: { inventory: { entries } } }),
    ]);
    fake.serve(GIT_REPOSITORIES, 'GitRepository', [drift.source]);
    fake.serve(DEPLOYMENTS, 'Deployment', [
      recording('drift/01-before-web').object,
    ]);
    const { until } = follow(createInstance(), stop.signal);
    expect(await until(each => each.type === 'snapshot')).toMatchObject({
      applications: [{ drift: { fields: [], partial: true } }],
    });
    fake.put(DEPLOYMENTS, recording('drift/03-after-kubectl-edit-web').object);
    expect(await until(each => totalOf(each) === 3)).toMatchObject({
      application: { drift: { partial: true } },
    });
  });

  it('that one kind was applied in see no object of the other', async () => {
    const web = recording('drift/01-before-web').object;
    const entries = [
      { id: 'fx-drift_other_apps_Deployment', v: 'v1beta1' },
      { id: 'fx-drift_web_apps_Deployment', v: 'v1' },
    ];
    fake.serve(KUSTOMIZATIONS, 'Kustomization', [
      mergePatched(drift.object, { status: { inventory: { entries } } }),
    ]);
    fake.serve(GIT_REPOSITORIES, 'GitRepository', [drift.source]);
    const other = mergePatched(web, { metadata: { name: 'other', uid: 'o' } });
    fake.serve(DEPLOYMENTS, 'Deployment', [web, other]);
    // The same objects, with other fields.
    fake.serve('apps/v1beta1/deployments', 'Deployment', [
      mergePatched(web, { spec: null }),
      other,
    ]);
    const application = await observeFirst(createInstance(), stop.signal);
    expect(application.drift).toEqual({ fields: [], total: 0 });
  });

  it('that an object changes to are looked at at once', async () => {
    const web = recording('drift/03-after-kubectl-edit-web').object;
    const other = mergePatched(web, { metadata: { name: 'other', uid: 'o' } });
    fake.serve(KUSTOMIZATIONS, 'Kustomization', [
      withVersions({ web: 'v1beta1', other: 'v1' }),
    ]);
    fake.serve(GIT_REPOSITORIES, 'GitRepository', [drift.source]);
    fake.serve(DEPLOYMENTS, 'Deployment', [web, other]);
    const { next, until } = follow(createInstance(), stop.signal);
    const snapshot = await next();
    const [{ drift: before }] = Object(snapshot).applications;
    expect(before).toMatchObject({ partial: true });
    fake.put(KUSTOMIZATIONS, withVersions({ web: 'v1', other: 'v1' }));
    const { application } = Object(await until(isWhole));
    // Each was edited alike.
    expect(application.drift.total).toBe(2 * before.total);
  });

  it('that nothing is applied in any more are left, until something is again', async () => {
    const logger = mockServices.logger.mock();
    const old = withVersions({ web: 'v1beta1' });
    const web = recording('drift/01-before-web').object;
    fake.serve(KUSTOMIZATIONS, 'Kustomization', [old]);
    fake.serve(GIT_REPOSITORIES, 'GitRepository', [drift.source]);
    fake.serve(DEPLOYMENTS, 'Deployment', [web]);
    fake.serve(OLD_DEPLOYMENTS, 'Deployment', [web]);
    const [instance] = await createEngine('all', logger).instances();
    const { next, until } = follow(instance, stop.signal);
    await next();
    const marked = mergePatched(withVersions({ web: 'v1' }), {
      metadata: { labels: { marked: 'yes' } },
    });
    fake.put(KUSTOMIZATIONS, marked);
    const { application } = Object(await until(isWhole));
    const lists = () =>
      fake.requests.filter(
        ({ url }) => url.includes(OLD_DEPLOYMENTS) && !url.includes('watch='),
      ).length;
    const before = lists();
    fake.refusals.set(OLD_DEPLOYMENTS, 403);
    fake.expire(OLD_DEPLOYMENTS);
    await eventually(() => expect(lists()).toBeGreaterThan(before));
    const refused = lists();
    fake.refusals.clear();
    // What is asked after it, and answered, finds the refusal answered.
    await instance.resources?.(application, stop);
    fake.put(KUSTOMIZATIONS, old);
    await eventually(() => expect(lists()).toBeGreaterThan(refused));
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
