import { setTimeout as wait } from 'node:timers/promises';
import { runCommand } from './control/command';
import { clusterToken, Sandbox, startSandbox } from './sandbox';
import { listOf, textIn, valueIn } from './world/records';
import { ClusterName } from './world/services';

jest.setTimeout(60_000);

/** Asks again until it is so: the engines act in their own time. */
async function eventually(check: () => Promise<void>): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await wait(50);
    }
  }
}

describe('startSandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: 100 });
  });
  afterAll(async () => {
    await sandbox.stop();
  });

  const get = async (url: string, token: string): Promise<unknown> => {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    return await response.json();
  };
  const kube = (cluster: ClusterName, path: string) =>
    get(`${sandbox.urls[cluster]}${path}`, clusterToken(cluster));
  const kustomization = (cluster: ClusterName, name: string) =>
    kube(
      cluster,
      `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${name}`,
    );
  const application = (name: string) =>
    get(
      `${sandbox.urls.argocd}/api/v1/applications/${name}`,
      'sandbox-argocd-token',
    );
  const condition = (object: unknown, type: string) =>
    listOf(valueIn(object, 'status', 'conditions')).find(
      each => textIn(each, 'type') === type,
    );
  const states = () =>
    Object.fromEntries(
      sandbox.list().map(({ application: name, state }) => [name, state]),
    );

  describe('at the start', () => {
    it('shows every application of Argo CD in the state of the story', () => {
      expect(states()).toMatchObject({
        'checkout-staging': 'Synced, Healthy',
        'checkout-production': 'OutOfSync, Healthy',
        'payments-staging': 'Synced, Healthy',
        'payments-production': 'OutOfSync, Healthy',
        'search-staging': 'OutOfSync, Healthy, last sync Failed',
        'search-production': 'Synced, Healthy',
        'storefront-web-staging': 'Synced, Healthy',
        'storefront-web-production': 'Synced, Degraded',
        'inventory-staging': 'Synced, Healthy',
        'inventory-production': 'Synced, Healthy',
      });
    });

    it('shows every Kustomization in the state of the story', () => {
      const synced = expect.stringMatching(/^ReconciliationSucceeded, main@/);
      expect(states()).toMatchObject({
        'catalog-api-staging': synced,
        'catalog-api-production': synced,
        'notifier-staging': synced,
        'notifier-production': expect.stringMatching(/^Suspended, /),
        'recommendations-staging': synced,
        'recommendations-production': synced,
        'image-resizer-staging': expect.stringMatching(/^BuildFailed/),
        'image-resizer-production': synced,
        'edge-cache-edge': synced,
      });
    });

    it('has notifier suspended by sam', async () => {
      const notifier = await kustomization('production', 'notifier');

      expect(valueIn(notifier, 'spec', 'suspend')).toBe(true);
      expect(valueIn(notifier, 'metadata', 'annotations')).toMatchObject({
        'weave.works/suspended-by': 'sam',
      });
    });

    it('has Argo CD remember earlier syncs with their times', async () => {
      const app = await application('checkout-production');
      const history = listOf(valueIn(app, 'status', 'history'));

      expect(history.length).toBeGreaterThan(5);
      const times = history.map(entry => textIn(entry, 'deployedAt') ?? '');
      expect(times).toEqual([...times].sort());
      const last = Date.parse(times[times.length - 1]);
      expect((Date.now() - last) / 3_600_000).toBeCloseTo(72, 0);
    });

    it('has payments edited by hand three hours ago', async () => {
      const live = await kube(
        'production',
        '/apis/apps/v1/namespaces/payments/deployments/payments',
      );
      const edit = listOf(valueIn(live, 'metadata', 'managedFields')).find(
        entry => textIn(entry, 'manager') === 'kubectl-edit',
      );

      expect(valueIn(live, 'spec', 'replicas')).toBe(5);
      expect(valueIn(edit, 'fieldsV1')).toEqual({
        'f:spec': { 'f:replicas': {} },
      });
      const age = Date.now() - Date.parse(textIn(edit, 'time') ?? '');
      expect(age / 3_600_000).toBeCloseTo(3, 0);
    });

    it('has the manifest of search refused by the API', async () => {
      const app = await application('search-staging');

      expect(textIn(app, 'status', 'operationState', 'phase')).toBe('Failed');
      expect(textIn(app, 'status', 'operationState', 'message')).toContain(
        'spec.replicas',
      );
    });

    it('has storefront-web over its progress deadline', async () => {
      const live = await kube(
        'production',
        '/apis/apps/v1/namespaces/storefront-web/deployments/storefront-web',
      );

      expect(condition(live, 'Progressing')).toMatchObject({
        reason: 'ProgressDeadlineExceeded',
      });
    });

    it('has a field of recommendations taken from Flux', async () => {
      const live = await kube(
        'production',
        '/apis/apps/v1/namespaces/recommendations/deployments/recommendations',
      );
      const entries = listOf(valueIn(live, 'metadata', 'managedFields'));
      const fieldsOf = (manager: string) =>
        JSON.stringify(
          entries.find(entry => textIn(entry, 'manager') === manager),
        );

      expect(fieldsOf('kubectl-edit')).toContain('f:memory');
      expect(fieldsOf('kustomize-controller')).toContain('f:image');
    });

    it('says why image-resizer cannot be built', async () => {
      const object = await kustomization('staging', 'image-resizer');

      expect(condition(object, 'Ready')).toMatchObject({
        status: 'False',
        reason: 'BuildFailed',
        message: expect.stringContaining('limits.yaml'),
      });
    });

    it('has both applications that name their entity and such that do not', async () => {
      const annotated = async (name: string) =>
        textIn(
          await application(name),
          'metadata',
          'annotations',
          'backstage.io/entity-ref',
        );

      expect(await annotated('checkout-production')).toBe(
        'component:default/checkout',
      );
      expect(await annotated('inventory-production')).toBeUndefined();
    });
  });

  describe('when it is told to', () => {
    const run = async (...args: string[]) =>
      await runCommand(args, { url: sandbox.urls.control });

    it('commits, and Argo CD deploys it', async () => {
      const { text, isError } = await run(
        'commit',
        'inventory-staging',
        'Try',
        'this',
      );

      expect(text).toMatch(/Kim Example pushed [0-9a-f]{7}.*0\.19\.5/);
      expect(isError).toBe(false);
      await eventually(async () => {
        const app = await application('inventory-staging');
        expect(JSON.stringify(valueIn(app, 'status', 'summary'))).toContain(
          'inventory:0.19.5',
        );
      });
    });

    it('edits by hand, and Argo CD notices', async () => {
      expect((await run('edit', 'search-production')).text).toMatch(
        /kubectl edit in production: search-production has \d replicas/,
      );
      await eventually(async () => {
        expect(states()['search-production']).toMatch(/^OutOfSync/);
      });
    });

    it('commits an image that never starts, and Flux notices', async () => {
      expect((await run('break', 'catalog-api-staging')).text).toContain(
        'catalog-api:does-not-exist',
      );
      await eventually(async () => {
        expect(states()['catalog-api-staging']).toMatch(/^HealthCheckFailed/);
      });
    });

    it('syncs what waits', async () => {
      await run('sync', 'checkout-production');

      expect(states()['checkout-production']).toBe('Synced, Healthy');
    });

    it('cuts an instance off and lets it come back', async () => {
      const url = `${sandbox.urls.argocd}/api/version`;

      await run('outage', 'main', 'on');
      await expect(fetch(url)).rejects.toThrow(/fetch failed/);
      await run('outage', 'main', 'off');
      expect((await fetch(url)).status).toBe(200);
    });

    it('answers unknown names with the known ones', async () => {
      const unknown = await run('commit', 'nothing');
      expect(unknown.isError).toBe(true);
      expect(unknown.text).toContain('checkout-production');
      expect((await run('outage', 'moon', 'on')).text).toContain(
        'main, staging, production, edge',
      );
      expect((await run('dance')).text).toContain('Usage');
    });

    it('lists every application', async () => {
      const { text } = await run('list');

      expect(text.split('\n')).toHaveLength(20);
      expect(text).toMatch(/^payments-production +argocd +main +OutOfSync/m);
    });
  });

  it('counts requests by service', async () => {
    sandbox.resetRequests();
    await application('checkout-staging');
    await kube('staging', '/api/v1/namespaces');
    await fetch(`${sandbox.urls.git}/api/v1/version`);

    expect(sandbox.requests()).toMatchObject({
      argocd: 1,
      staging: 1,
      production: 0,
      git: 1,
    });
    await fetch(`${sandbox.urls.control}/requests`, { method: 'DELETE' });
    const after = await fetch(`${sandbox.urls.control}/requests`);
    expect(await after.json()).toMatchObject({ argocd: 0, staging: 0 });
  });

  it('loses the edge once somebody has listed and watches it', async () => {
    const path = '/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations';
    const list = await kube('edge', path);
    const version = textIn(list, 'metadata', 'resourceVersion');
    const watch = await fetch(
      `${sandbox.urls.edge}${path}?watch=1&resourceVersion=${version}`,
      { headers: { authorization: `Bearer ${clusterToken('edge')}` } },
    );

    await expect(watch.text()).rejects.toThrow(/terminated/);
    await expect(kube('edge', path)).rejects.toThrow(/fetch failed/);
    await sandbox.outage('edge', false);
    expect(valueIn(await kube('edge', path), 'items')).toHaveLength(2);
  });

  it('says in a sentence that it is not running', async () => {
    const { text, isError } = await runCommand(['list'], {
      url: 'http://127.0.0.1:1',
    });

    expect(isError).toBe(true);
    expect(text).toMatch(/^The sandbox is not running/);
  });
});
