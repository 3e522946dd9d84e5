import { deployment, entry, past, web, world } from './__testUtils__/web';
import { KubeError } from './errors';

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof KubeError) return error.status;
    throw error;
  }
  throw new Error('was not refused');
}

describe('createCluster', () => {
  it('seeds the past', () => {
    const cluster = world();
    const made = cluster.apply(deployment('a:1'), {
      manager: 'kustomize-controller',
      at: past,
    });
    expect(made.metadata).toMatchObject({
      creationTimestamp: '2026-01-01T00:00:00Z',
      generation: 1,
    });
    expect(entry(made, 'kustomize-controller')).toMatchObject({
      operation: 'Apply',
      time: '2026-01-01T00:00:00Z',
    });
  });

  it('gives the same object the same uid in another run, and a re-created one another', () => {
    const uids = [world(), world()].map(cluster => {
      const first = cluster.apply(deployment('a:1'), { manager: 'm' });
      cluster.delete(web, { manager: 'm' });
      const second = cluster.apply(deployment('a:1'), { manager: 'm' });
      expect(first.metadata.uid).not.toBe(second.metadata.uid);
      return [first.metadata.uid, second.metadata.uid];
    });
    expect(uids[0]).toEqual(uids[1]);
  });

  it('records server-side apply as the API server does', () => {
    const cluster = world();
    cluster.apply(deployment('a:1'), { manager: 'kustomize-controller' });
    expect(entry(cluster.get(web), 'kustomize-controller')?.fieldsV1).toEqual({
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"app"}': {
                '.': {},
                'f:env': {
                  'k:{"name":"LOG_LEVEL"}': {
                    '.': {},
                    'f:name': {},
                    'f:value': {},
                  },
                },
                'f:image': {},
                'f:name': {},
                'f:ports': {
                  'k:{"containerPort":9898,"protocol":"TCP"}': {
                    '.': {},
                    'f:containerPort': {},
                  },
                },
              },
            },
          },
        },
      },
    });
  });

  it('lets an edit take exactly what it changes, and an apply take it back', () => {
    const cluster = world();
    cluster.apply(deployment('a:1'), { manager: 'kustomize-controller' });
    const edited = cluster.edit(
      web,
      object => {
        Object.assign(object, deployment('a:2'), {
          metadata: object.metadata,
        });
      },
      { manager: 'kubectl-edit' },
    );
    expect(entry(edited, 'kubectl-edit')?.fieldsV1).toEqual({
      'f:spec': {
        'f:template': {
          'f:spec': {
            'f:containers': { 'k:{"name":"app"}': { 'f:image': {} } },
          },
        },
      },
    });
    expect(edited.metadata.generation).toBe(2);

    const back = cluster.apply(deployment('a:1'), {
      manager: 'kustomize-controller',
    });
    expect(entry(back, 'kubectl-edit')).toBeUndefined();
  });

  it('records a scale without a time', () => {
    const cluster = world();
    cluster.apply(deployment('a:1'), { manager: 'kustomize-controller' });
    const scaled = cluster.edit(
      web,
      object => {
        object.spec = { replicas: 5 };
      },
      { manager: 'kubectl', subresource: 'scale' },
    );
    expect(entry(scaled, 'kubectl')).toEqual({
      manager: 'kubectl',
      operation: 'Update',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      subresource: 'scale',
    });
    expect(cluster.get(web)?.status).toMatchObject({ readyReplicas: 5 });
  });

  it('keeps status and spec apart', () => {
    const cluster = world();
    const ref = {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'demo',
    };
    cluster.create(
      {
        ...ref,
        metadata: { name: 'demo', namespace: 'shop' },
        spec: {
          interval: '1h',
          prune: false,
          sourceRef: { kind: 'GitRepository', name: 'demo' },
        },
        status: { observedGeneration: 7 },
      },
      { manager: 'example' },
    );
    expect(cluster.get(ref)?.status).toEqual({ observedGeneration: -1 });
    const reported = cluster.edit(
      ref,
      object => {
        object.status = { observedGeneration: 1 };
        object.spec = {};
      },
      { manager: 'gotk', subresource: 'status' },
    );
    expect(reported).toMatchObject({
      metadata: { generation: 1 },
      spec: { interval: '1h' },
      status: { observedGeneration: 1 },
    });
  });

  it('keeps an object with finalizers until they are gone', () => {
    const cluster = world();
    const ref = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'shop',
      name: 'c',
    };
    cluster.create(
      {
        ...ref,
        metadata: {
          name: 'c',
          namespace: 'shop',
          finalizers: ['example.com/f'],
        },
      },
      { manager: 'm' },
    );
    const seen: string[] = [];
    cluster.subscribe(event => seen.push(event.type));
    cluster.delete(ref, { manager: 'm' });
    expect(cluster.get(ref)?.metadata.deletionTimestamp).toBe(
      '2026-01-02T03:04:05Z',
    );
    cluster.edit(
      ref,
      object => {
        delete object.metadata.finalizers;
      },
      { manager: 'm' },
    );
    expect(cluster.get(ref)).toBeUndefined();
    expect(seen).toEqual(['MODIFIED', 'DELETED']);
  });

  it('lets what is in a namespace, or owned, go with it', () => {
    const cluster = world();
    const write = { manager: 'm' };
    const owner = cluster.apply(deployment('a:1'), write);
    const { uid } = owner.metadata;
    const owned = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'shop',
      name: 'c',
    };
    const make = (references: object) =>
      cluster.create(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'c', namespace: 'shop', ...references },
        },
        write,
      );
    make({ ownerReferences: [{ ...web, uid }] });
    cluster.delete(web, write);
    expect(cluster.get(owned)).toBeUndefined();

    make({});
    cluster.delete(
      { apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
      write,
    );
    expect(cluster.get(owned)).toBeUndefined();
  });

  it('refuses what the API server refuses', () => {
    const cluster = world();
    const write = { manager: 'm' };
    expect(
      refusal(() => cluster.apply(deployment('a:1', { replicaz: 1 }), write)),
    ).toMatchObject({ code: 500 });
    expect(
      refusal(() =>
        cluster.apply(deployment('a:1', { selector: undefined }), write),
      ),
    ).toMatchObject({
      code: 422,
      message:
        'Deployment.apps "web" is invalid: spec.selector: Required value',
    });
    expect(refusal(() => cluster.edit(web, () => {}, write))).toMatchObject({
      code: 404,
      reason: 'NotFound',
    });
    expect(
      refusal(() =>
        cluster.create(
          { ...deployment('a:1'), metadata: { name: 'web', namespace: 'no' } },
          write,
        ),
      ),
    ).toMatchObject({ code: 404, message: 'namespaces "no" not found' });
  });

  it('hands out copies', () => {
    const cluster = world();
    const made = cluster.apply(deployment('a:1'), { manager: 'm' });
    made.spec = 'changed';
    expect(cluster.get(web)?.spec).toMatchObject({ replicas: 2 });
  });
});
