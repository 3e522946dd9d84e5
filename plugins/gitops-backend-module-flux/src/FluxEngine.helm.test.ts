import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  ObservedApplication,
  OperationCall,
} from '@backstage-gitops/plugin-gitops-node';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import { mergePatched } from './__testUtils__/mergePatched';
import {
  createInstance,
  follow,
  KUSTOMIZATIONS,
  observeFirst,
  serveDrift,
} from './__testUtils__/observe';
import { callOf, handled, PERSON } from './__testUtils__/operate';
import { recording } from './__testUtils__/recordings';

const RELEASES = 'helm.toolkit.fluxcd.io/v2/helmreleases';
const CHARTS = 'source.toolkit.fluxcd.io/v1/helmcharts';
const REPOSITORIES = 'source.toolkit.fluxcd.io/v1/helmrepositories';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

const before = recording('helm/drift-warn-0-before');
const drifted = recording('helm/drift-warn-3-object-deleted');
const { items: repositories } = recording('helm-repositories');

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
  serveRelease();
});
afterEach(() => stop.abort());

function serveRelease() {
  fake.serve(RELEASES, 'HelmRelease', [before.object]);
  fake.serve(CHARTS, 'HelmChart', [before.source]);
  fake.serve(REPOSITORIES, 'HelmRepository', Object(repositories));
}

describe('HelmReleases', () => {
  it('are observed with their chart, and the drift that Flux reports', async () => {
    const { next, until } = follow(createInstance(), stop.signal);
    expect(await next()).toMatchObject({
      type: 'snapshot',
      applications: [
        {
          kind: 'HelmRelease',
          name: 'drift-warn',
          sync: { status: 'Synced' },
          drift: { fields: [], total: 0 },
        },
      ],
    });
    fake.put(RELEASES, drifted.object);
    await until(
      each => each.type === 'changed' && each.application.drift?.total === 2,
    );
    fake.put(
      CHARTS,
      mergePatched(before.source, {
        status: { artifact: { revision: '1.1.0' } },
      }),
    );
    expect(await next()).toMatchObject({
      type: 'changed',
      application: {
        sync: { status: 'OutOfSync', desiredRevisions: ['1.1.0'] },
      },
    });
    fake.delete(RELEASES, drifted.object);
    expect(await next()).toEqual({
      type: 'removed',
      key: { kind: 'HelmRelease', namespace: 'fx-helm', name: 'drift-warn' },
    });
  });

  it('are observed beside Kustomizations, which do not depend on their being read', async () => {
    serveDrift(fake);
    const kinds = async () => {
      const observation = await follow(createInstance(), stop.signal).next();
      return observation?.type === 'snapshot'
        ? observation.applications.map(({ kind }) => kind)
        : [];
    };
    expect(await kinds()).toEqual(['Kustomization', 'HelmRelease']);
    fake.refusals.set(RELEASES, 403);
    expect(await kinds()).toEqual(['Kustomization']);
    fake.refusals.delete(RELEASES);
    fake.refusals.set(KUSTOMIZATIONS, 403);
    await expect(kinds()).rejects.toThrow('does not allow this (403)');
  });
});

describe('operations on a HelmRelease', () => {
  async function operate(type: OperationCall['type']) {
    const instance = createInstance();
    const application = await observeFirst(instance, stop.signal);
    const { signal } = stop;
    return instance.operate(application, callOf(type), { signal });
  }

  const patched = () => fake.patches.map(({ collection }) => collection);

  it('have the repository, then the chart, then the release reconciled', async () => {
    fake.controllers.set(CHARTS, source => handled(source));
    fake.controllers.set(REPOSITORIES, source => handled(source));
    expect(await operate('sync')).toEqual({ phase: 'Running' });
    expect(patched()).toEqual([REPOSITORIES, CHARTS, RELEASES]);
  });

  it('ask no registry to be fetched, from which nothing is', async () => {
    fake.controllers.set(CHARTS, source => handled(source));
    const [repository] = Object(repositories);
    const registry = mergePatched(repository, { spec: { type: 'oci' } });
    fake.put(REPOSITORIES, registry);
    expect(await operate('sync')).toEqual({ phase: 'Running' });
    expect(patched()).toEqual([CHARTS, RELEASES]);
  });

  it('end with the words of a chart that cannot be fetched', async () => {
    fake.controllers.set(REPOSITORIES, source => handled(source));
    fake.controllers.set(CHARTS, source =>
      handled(source, 'operation-1', 'False', 'no chart version found'),
    );
    expect(await operate('sync')).toEqual({
      phase: 'Failed',
      message:
        'Flux cannot fetch HelmChart fx-helm/fx-helm-drift-warn: no chart version found',
    });
    expect(patched()).toEqual([REPOSITORIES, CHARTS]);
  });

  it('suspend and resume it', async () => {
    expect(await operate('suspend')).toEqual({ phase: 'Succeeded' });
    expect(await observeFirst(createInstance(), stop.signal)).toMatchObject({
      paused: { by: PERSON },
    });
    expect(await operate('resume')).toEqual({ phase: 'Succeeded' });
    expect(await observeFirst(createInstance(), stop.signal)).toMatchObject({
      paused: null,
    });
  });
});

describe('resources of a HelmRelease', () => {
  async function states(change: (application: ObservedApplication) => void) {
    const instance = createInstance();
    const application = await observeFirst(instance, stop.signal);
    change(application);
    const resources = await instance.resources(application, {
      signal: stop.signal,
    });
    return resources.map(({ kind, sync, health }) =>
      [kind, sync, health].filter(Boolean).join(' '),
    );
  }

  it('are as Flux reports them', async () => {
    expect(await states(() => {})).toEqual([
      'ConfigMap Synced',
      'Service Synced',
      'Deployment Synced',
    ]);
    fake.put(RELEASES, drifted.object);
    expect(await states(() => {})).toEqual([
      'ConfigMap OutOfSync Missing',
      'Service Synced',
      'Deployment OutOfSync',
    ]);
  });

  it('are not judged where Flux does not look, or not all are listed', async () => {
    const unknown = ['ConfigMap', 'Service', 'Deployment'].map(
      kind => `${kind} Unknown`,
    );
    for (const drift of [null, { fields: [], total: 1 }]) {
      expect(
        await states(application => {
          application.drift = drift;
        }),
      ).toEqual(unknown);
    }
  });

  it.each([
    [{ inventory: null }],
    // It failed since; what was released before is still there.
    [
      {
        inventory: null,
        conditions: [
          { type: 'Ready', status: 'False', reason: 'UpgradeFailed' },
        ],
      },
    ],
  ])('are not known where Flux is too old to list them: %j', async status => {
    fake.put(RELEASES, mergePatched(before.object, { status }));
    await expect(states(() => {})).rejects.toThrow(
      'Cluster edge has a Flux that does not list what a HelmRelease has made',
    );
  });
});
