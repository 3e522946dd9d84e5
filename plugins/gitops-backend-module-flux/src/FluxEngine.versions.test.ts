import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import {
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
});
