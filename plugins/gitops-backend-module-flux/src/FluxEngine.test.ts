import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { EngineInstance } from '@backstage-gitops/plugin-gitops-node';
import { FakeKubernetesBackend } from './__testUtils__/FakeKubernetesBackend';
import {
  createEngine as engine,
  DEPLOYMENTS,
  drift,
  follow as followUntil,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  serveDrift as serveDriftBy,
  service,
  SERVICES,
  totalOf,
} from './__testUtils__/observe';
import { recording } from './__testUtils__/recordings';

const fake = new FakeKubernetesBackend();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.reset();
  fake.clusters = [{ name: 'edge', authProvider: 'serviceAccount' }];
});
afterEach(() => stop.abort());

const follow = (instance: EngineInstance) => followUntil(instance, stop.signal);
const serveDrift = () => serveDriftBy(fake);

async function observeEdge() {
  const [instance] = await engine().instances();
  return { instance, ...follow(instance) };
}

const editedWeb = recording('drift/03-after-kubectl-edit-web').object;

describe('a cluster with Flux', () => {
  it('tells what there is, with its drift, through the Kubernetes backend', async () => {
    serveDrift();
    const { next } = await observeEdge();
    expect(await next()).toMatchObject({
      type: 'snapshot',
      applications: [
        {
          name: 'drift',
          destination: { cluster: 'edge' },
          sync: { status: 'Synced' },
          drift: { fields: [], total: 0 },
        },
      ],
    });
    const [clusters, ...proxied] = fake.requests;
    expect(clusters.headers.get('authorization')).toMatch(/^Bearer ./);
    expect(proxied.length).toBeGreaterThan(0);
    for (const { headers } of proxied) {
      expect(headers.get('backstage-kubernetes-cluster')).toBe('edge');
      expect(headers.get('authorization')).toMatch(/^Bearer ./);
    }
  });

  it('tells a hand edit as soon as the cluster does, and its correction', async () => {
    serveDrift();
    const { next, until } = await observeEdge();
    await next();
    fake.put(DEPLOYMENTS, editedWeb);
    expect(await until(each => totalOf(each) === 3)).toMatchObject({
      application: {
        sync: { status: 'Synced' },
        drift: {
          fields: expect.arrayContaining([
            expect.objectContaining({
              path: 'spec.template.spec.containers[app].image',
              by: 'person',
            }),
          ]),
        },
      },
    });
    fake.put(DEPLOYMENTS, recording('drift/06-after-correction-web').object);
    await until(each => totalOf(each) === 0);
  });

  it('tells an object that was deleted, but not one that was never seen', async () => {
    serveDrift();
    const { next, until } = await observeEdge();
    await next();
    fake.delete(SERVICES, service);
    const observation = await until(each => totalOf(each) === 1);
    expect(observation).toMatchObject({
      application: {
        drift: {
          fields: [
            {
              resource: { kind: 'Service', name: 'web' },
              change: 'resourceRemoved',
              by: 'unknown',
            },
          ],
        },
      },
    });
  });

  it('does not take what Flux prunes for drift', async () => {
    serveDrift();
    const { next, until } = await observeEdge();
    await next();
    const reconciling = structuredClone(Object(drift.object));
    reconciling.status.conditions = [
      {
        type: 'Reconciling',
        status: 'True',
        reason: 'Progressing',
        message: 'Detecting drift',
        lastTransitionTime: '2026-11-21T00:00:00Z',
      },
    ];
    fake.put(KUSTOMIZATIONS, reconciling);
    await until(each => each.type === 'changed');
    fake.delete(SERVICES, service);
    const pruned = structuredClone(Object(drift.object));
    pruned.metadata.labels = { pruned: 'yes' };
    pruned.status.inventory.entries = [
      { id: 'fx-drift_web_apps_Deployment', v: 'v1' },
    ];
    fake.put(KUSTOMIZATIONS, pruned);
    const seen: unknown[] = [];
    await until(each => {
      seen.push(totalOf(each));
      return (
        each.type === 'changed' && each.application.labels.pruned === 'yes'
      );
    });
    expect(new Set(seen)).toEqual(new Set([0]));
  });

  it('takes a field that Flux leaves as it is for one that it does not want', async () => {
    serveDrift();
    fake.put(DEPLOYMENTS, recording('drift/06-after-correction-web').object);
    const { next, until } = await observeEdge();
    await next();
    fake.put(DEPLOYMENTS, recording('drift/07-after-kubectl-scale-web').object);
    await until(each => totalOf(each) === 1);
    const reconciling = structuredClone(Object(drift.object));
    reconciling.status.conditions = [
      { type: 'Reconciling', status: 'True', reason: 'Progressing' },
      { type: 'Ready', status: 'Unknown', reason: 'Progressing' },
    ];
    fake.put(KUSTOMIZATIONS, reconciling);
    fake.put(KUSTOMIZATIONS, drift.object);
    expect(await until(each => totalOf(each) === 0)).toMatchObject({
      application: { operation: { phase: 'Succeeded' } },
    });
  });

  it('tells of the Kustomizations that use a source when that moves on', async () => {
    serveDrift();
    const { next } = await observeEdge();
    await next();
    const source = structuredClone(Object(drift.source));
    source.status.artifact.revision = `main@sha1:${'b'.repeat(40)}`;
    fake.put(GIT_REPOSITORIES, source);
    expect(await next()).toMatchObject({
      type: 'changed',
      application: {
        name: 'drift',
        sync: { status: 'OutOfSync', desiredRevisions: ['b'.repeat(40)] },
      },
    });
  });

  it('keeps apart what has the same name in another namespace', async () => {
    serveDrift();
    const other = structuredClone(Object(drift.object));
    other.metadata.namespace = 'team';
    other.status.inventory.entries = [];
    fake.put(KUSTOMIZATIONS, other);
    const { next } = await observeEdge();
    expect(await next()).toMatchObject({
      applications: [
        { namespace: 'flux-system', name: 'drift' },
        { namespace: 'team', name: 'drift' },
      ],
    });
    fake.delete(KUSTOMIZATIONS, other);
    expect(await next()).toEqual({
      type: 'removed',
      key: { kind: 'Kustomization', namespace: 'team', name: 'drift' },
    });
    fake.delete(SERVICES, service);
    expect(await next()).toMatchObject({
      type: 'changed',
      application: { namespace: 'flux-system', drift: { total: 1 } },
    });
  });

  it('tells what is removed', async () => {
    serveDrift();
    const { next } = await observeEdge();
    await next();
    fake.delete(KUSTOMIZATIONS, drift.object);
    expect(await next()).toEqual({
      type: 'removed',
      key: { kind: 'Kustomization', namespace: 'flux-system', name: 'drift' },
    });
  });

  it('asks for streams as they are sent, which compression would hold back', async () => {
    serveDrift();
    const { next } = await observeEdge();
    await next();
    const watches = fake.requests.filter(({ url }) => url.includes('watch=1'));
    expect(watches).not.toEqual([]);
    for (const { headers } of watches) {
      expect(headers.get('accept-encoding')).toBe('identity');
    }
  });

  it('leaves a kind unchecked that may not be read', async () => {
    serveDrift();
    for (const kind of [DEPLOYMENTS, SERVICES, 'v1/configmaps']) {
      fake.refusals.set(kind, 403);
    }
    const { next } = await observeEdge();
    expect(await next()).toMatchObject({ applications: [{ drift: null }] });
  });

  it('does not take what it could look at for all that there is', async () => {
    serveDrift();
    fake.refusals.set(DEPLOYMENTS, 403);
    const { next, until } = await observeEdge();
    expect(await next()).toMatchObject({
      applications: [{ drift: { fields: [], total: 0, partial: true } }],
    });
    fake.delete(SERVICES, service);
    expect(await until(each => totalOf(each) === 1)).toMatchObject({
      application: { drift: { partial: true } },
    });
    fake.put(SERVICES, service);
    expect(await until(each => totalOf(each) === 0)).toMatchObject({
      application: { drift: { partial: true } },
    });
  });

  it('does not take a cluster that Backstage does not know for one without Flux', async () => {
    serveDrift();
    const { next } = await observeEdge();
    fake.isUnknown = true;
    await expect(next()).rejects.toThrow('Cluster not found');
  });

  it('remembers over an interruption what was desired', async () => {
    serveDrift();
    const { instance, next } = await observeEdge();
    await next();
    fake.breakStreams();
    await expect(next()).rejects.toThrow('Cluster edge broke off');
    fake.put(DEPLOYMENTS, editedWeb);
    expect(await follow(instance).next()).toMatchObject({
      applications: [
        {
          drift: {
            fields: expect.arrayContaining([
              expect.objectContaining({
                path: 'spec.template.spec.containers[app].image',
                desired: 'ghcr.io/stefanprodan/podinfo:6.9.0',
              }),
            ]),
          },
        },
      ],
    });
  });

  it.each([
    [401, 'Cluster edge does not accept our credentials (401): refused'],
    [403, 'Cluster edge does not allow this (403): refused'],
    [429, 'Cluster edge is asked too often (429): refused'],
    [500, 'Cluster edge answered with status 500: refused'],
  ])('says what a status of %s means', async (status, words) => {
    serveDrift();
    fake.refusals.set(KUSTOMIZATIONS, status);
    const { next } = await observeEdge();
    await expect(next()).rejects.toThrow(words);
  });

  it('ends quietly when it is stopped', async () => {
    serveDrift();
    const { next } = await observeEdge();
    await next();
    stop.abort();
    expect(await next()).toBeUndefined();
  });
});
