import { serve, type Served } from '../__fixtures__/serve';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/fx-shop/deployments';
const MAPS = '/api/v1/namespaces/fx-shop/configmaps';
const KUSTOMIZATIONS =
  '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/fx-shop/kustomizations';

const json = { 'Content-Type': 'application/json' };
const merge = { 'Content-Type': 'application/merge-patch+json' };

let served: Served;

beforeEach(async () => {
  served = await serve();
});
afterEach(() => served.stop());

function deployment(port = 8080, labels: Record<string, string> = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            { name: 'app', image: 'a:1', ports: [{ containerPort: port }] },
          ],
        },
      },
    },
  };
}

function configMap(name: string, labels: Record<string, string> = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } };
}

const kustomization = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'demo' },
  spec: {
    interval: '1h',
    prune: true,
    sourceRef: { kind: 'GitRepository', name: 'demo' },
  },
};

function post(path: string, body: object | string, headers: object = json) {
  return served.request(path, { method: 'POST', headers, body });
}

describe('writes over HTTP', () => {
  it('refuses a port that is none, and a label that is none', async () => {
    const answer = await post(
      DEPLOYMENTS,
      deployment(70000, { team: 'not a label' }),
    );
    expect(answer).toMatchObject({
      status: 422,
      body: {
        reason: 'Invalid',
        details: {
          causes: [
            {
              field: 'metadata.labels',
              message: expect.stringMatching(
                /^Invalid value: "not a label": a valid label must be/,
              ),
            },
            {
              field: 'spec.template.spec.containers[0].ports[0].containerPort',
              message:
                'Invalid value: 70000: must be between 1 and 65535, inclusive',
            },
          ],
        },
      },
    });
  });

  it('scales', async () => {
    await post(DEPLOYMENTS, deployment());
    expect(await served.request(`${DEPLOYMENTS}/web/scale`)).toMatchObject({
      body: {
        kind: 'Scale',
        spec: { replicas: 1 },
        status: { replicas: 1, selector: 'app=web' },
      },
    });
    const scaled = await served.request(
      `${DEPLOYMENTS}/web/scale?fieldManager=kubectl`,
      { method: 'PATCH', headers: merge, body: { spec: { replicas: 3 } } },
    );
    expect(scaled.body).toMatchObject({ spec: { replicas: 3 } });
    const { body } = await served.request(`${DEPLOYMENTS}/web`);
    expect(body).toMatchObject({
      spec: { replicas: 3 },
      status: { availableReplicas: 3 },
    });
  });

  it('changes only status through status, and none beside it', async () => {
    await post(KUSTOMIZATIONS, kustomization);
    const change = {
      spec: { interval: '2h' },
      status: { lastAppliedRevision: 'main@sha1:1' },
    };
    const patch = (path: string) =>
      served.request(`${KUSTOMIZATIONS}/${path}`, {
        method: 'PATCH',
        headers: merge,
        body: change,
      });
    expect((await patch('demo/status')).body).toMatchObject({
      metadata: { generation: 1 },
      spec: { interval: '1h' },
      status: { lastAppliedRevision: 'main@sha1:1' },
    });
    const other = { ...change, status: { lastAppliedRevision: 'x' } };
    const answer = await served.request(`${KUSTOMIZATIONS}/demo`, {
      method: 'PATCH',
      headers: merge,
      body: other,
    });
    expect(answer.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { interval: '2h' },
      status: { lastAppliedRevision: 'main@sha1:1' },
    });
    expect(await patch('demo/scale')).toMatchObject({ status: 404 });
  });

  it('replaces, and asks custom resources for a version', async () => {
    const { body } = await post(MAPS, { ...configMap('a'), data: { n: '1' } });
    expect(body).toMatchObject({ data: { n: '1' } });
    const replaced = await served.request(`${MAPS}/a`, {
      method: 'PUT',
      headers: json,
      body: { ...configMap('a'), data: { m: '2' } },
    });
    expect(replaced).toMatchObject({ status: 200, body: { data: { m: '2' } } });
    expect(replaced.body).not.toHaveProperty('data.n');

    await post(KUSTOMIZATIONS, kustomization);
    const refused = await served.request(`${KUSTOMIZATIONS}/demo`, {
      method: 'PUT',
      headers: json,
      body: kustomization,
    });
    expect(refused).toMatchObject({ status: 422 });
  });

  it('applies YAML, creating what is missing', async () => {
    const apply = () =>
      served.request(`${MAPS}/a?fieldManager=kubectl&force=true`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/apply-patch+yaml' },
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: "1"}\n',
      });
    expect(await apply()).toMatchObject({ status: 201 });
    expect(await apply()).toMatchObject({
      status: 200,
      body: { data: { n: '1' } },
    });
  });

  it('makes a name up when asked to', async () => {
    const made = await post(MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'event-' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { metadata: { name: expect.stringMatching(/^event-\w{5}$/) } },
    });
    const nameless = await post(MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {},
    });
    expect(nameless).toMatchObject({ status: 422 });
  });

  it('stores nothing of a dry run', async () => {
    const dry = await post(`${MAPS}?dryRun=All`, configMap('a'));
    expect(dry.status).toBe(201);
    expect(await served.request(`${MAPS}/a`)).toMatchObject({ status: 404 });
  });

  it('deletes one, and the selected ones of many', async () => {
    for (const name of ['a', 'b', 'c']) {
      await post(MAPS, configMap(name, { keep: String(name === 'c') }));
    }
    const one = await served.request(`${MAPS}/a`, { method: 'DELETE' });
    expect(one).toMatchObject({
      status: 200,
      body: { kind: 'Status', status: 'Success', details: { name: 'a' } },
    });
    await served.request(`${MAPS}?labelSelector=keep=false`, {
      method: 'DELETE',
    });
    const left = await served.request(MAPS);
    expect(left.body).toMatchObject({ items: [{ metadata: { name: 'c' } }] });
    expect(left.body).toHaveProperty('items.length', 1);
  });

  it('refuses what is too large or in an unknown form', async () => {
    const large = { ...configMap('a'), data: { n: 'x'.repeat(3_200_000) } };
    expect(await post(MAPS, large)).toMatchObject({ status: 413 });
    expect(
      await post(MAPS, 'a,b', { 'Content-Type': 'text/csv' }),
    ).toMatchObject({ status: 415 });
    expect(await post(MAPS, '[]')).toMatchObject({ status: 400 });
  });
});
