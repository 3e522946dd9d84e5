import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import { mergePatched } from './__testUtils__/mergePatched';
import {
  createInstance,
  drift,
  follow,
  KUSTOMIZATIONS,
  observeFirst,
} from './__testUtils__/observe';
import { callOf } from './__testUtils__/operate';
import { recording } from './__testUtils__/recordings';

const SOURCES = 'source.toolkit.fluxcd.io';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
});
afterEach(() => stop.abort());

/** A Kustomization that takes its manifests from there. */
function serveKustomization(kind: string): void {
  const sourceRef = { kind, name: 'shop', namespace: 'flux-system' };
  fake.serve(KUSTOMIZATIONS, 'Kustomization', [
    mergePatched(drift.object, { spec: { sourceRef } }),
  ]);
}

describe('sources', () => {
  it.each([
    ['v1', 'gitrepositories', 'GitRepository', 'git-repository'],
    ['v1', 'ocirepositories', 'OCIRepository', 'oci-repository'],
    // Flux before 2.6.
    ['v1beta2', 'ocirepositories', 'OCIRepository', 'oci-repository'],
    ['v1', 'buckets', 'Bucket', 'bucket'],
    ['v1', 'externalartifacts', 'ExternalArtifact', 'external-artifact'],
  ])(
    'of %s %s are watched where they are served',
    async (version, plural, kind, name) => {
      serveKustomization(kind);
      fake.serve(`${SOURCES}/v1/helmrepositories`, 'HelmRepository', []);
      const collection = `${SOURCES}/${version}/${plural}`;
      fake.serve(collection, kind, [recording(`sources/${name}-ready`)]);
      const { next } = follow(createInstance(), stop.signal);
      expect(await next()).toMatchObject({
        applications: [{ sync: { status: 'OutOfSync' } }],
      });
      fake.put(collection, recording(`sources/${name}-failed`));
      expect(await next()).toMatchObject({
        type: 'changed',
        application: {
          sync: {
            status: 'Unknown',
            comparisonFailed: expect.stringContaining(
              `Flux cannot fetch its ${kind} flux-system/shop: `,
            ),
          },
        },
      });
    },
  );

  it('of a chart are told of, too, when their state changes', async () => {
    const { object } = recording('helm/upgraded');
    const chart = recording('sources/helm-chart-ready');
    fake.serve('helm.toolkit.fluxcd.io/v2/helmreleases', 'HelmRelease', [
      object,
    ]);
    fake.serve(`${SOURCES}/v1/helmcharts`, 'HelmChart', [chart]);
    fake.serve(`${SOURCES}/v1/helmrepositories`, 'HelmRepository', [
      recording('sources/helm-repository-ready'),
    ]);
    const { next } = follow(createInstance(), stop.signal);
    expect(await next()).toMatchObject({
      applications: [{ sync: { status: 'Synced' } }],
    });
    fake.put(
      `${SOURCES}/v1/helmrepositories`,
      recording('sources/helm-repository-failed'),
    );
    expect(await next()).toMatchObject({
      type: 'changed',
      application: {
        sync: {
          status: 'Unknown',
          comparisonFailed: expect.stringContaining(
            'Flux cannot fetch its HelmRepository fx-helm/acme-charts',
          ),
        },
      },
    });
  });

  it('are not asked to fetch where nobody would look at that', async () => {
    serveKustomization('ExternalArtifact');
    fake.serve(`${SOURCES}/v1/externalartifacts`, 'ExternalArtifact', [
      recording('sources/external-artifact-ready'),
    ]);
    const instance = createInstance();
    const application = await observeFirst(instance, stop.signal);
    const { signal } = stop;
    expect(
      await instance.operate(application, callOf('sync'), { signal }),
    ).toEqual({ phase: 'Running' });
    expect(fake.patches.map(({ collection }) => collection)).toEqual([
      KUSTOMIZATIONS,
    ]);
  });
});
