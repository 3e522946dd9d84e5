import { eventually } from './__testUtils__/eventually';
import { conditionOf, entriesOf, viewOf } from './__testUtils__/viewOf';
import { runCommand } from './control/command';
import { Sandbox, startSandbox } from './sandbox';
import {
  ARGOCD_READER_TOKEN,
  clusterReaderToken,
  clusterToken,
} from './world/accounts';
import { listOf, textIn, valueIn } from './world/records';

const APPLIED_BY = 'kustomize.toolkit.fluxcd.io/name';

describe('startSandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: 100 });
  });
  afterAll(async () => {
    await sandbox.stop();
  });

  const { application, helmRelease, kube, kustomization, states, workload } =
    viewOf(() => sandbox);

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

    it('shows every HelmRelease in the state of the story', async () => {
      expect(states()).toMatchObject({
        'status-page-production': 'UpgradeSucceeded, 1.4.0',
        'help-center-production': 'InstallSucceeded, 1.4.0, drifted',
        'gift-cards-staging': 'UpgradeFailed, 1.5.0',
      });
      const failed = await helmRelease('staging', 'gift-cards');
      expect(conditionOf(failed, 'Ready')).toMatchObject({
        status: 'False',
        message: expect.stringContaining(
          'must be greater than minReadySeconds',
        ),
      });
      const drifted = await helmRelease('production', 'help-center');
      expect(conditionOf(drifted, 'Drifted')).toMatchObject({
        message: expect.stringContaining('Deployment/help-center/help-center'),
      });
      expect(textIn(drifted, 'metadata', 'labels', APPLIED_BY)).toBe(
        'flux-system',
      );
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
      const live = await workload('production', 'payments');
      const [edit] = entriesOf(live, 'kubectl-edit');

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
      const live = await workload('production', 'storefront-web');

      expect(conditionOf(live, 'Progressing')).toMatchObject({
        reason: 'ProgressDeadlineExceeded',
      });
    });

    it('has a field of recommendations taken from Flux', async () => {
      const live = await workload('production', 'recommendations');
      const fieldsOf = (manager: string) =>
        JSON.stringify(entriesOf(live, manager));

      expect(fieldsOf('kubectl-edit')).toContain('f:memory');
      expect(fieldsOf('kustomize-controller')).toContain('f:image');
    });

    it('says why image-resizer cannot be built', async () => {
      const object = await kustomization('staging', 'image-resizer');

      expect(conditionOf(object, 'Ready')).toMatchObject({
        status: 'False',
        reason: 'BuildFailed',
        message: expect.stringContaining('limits.yaml'),
      });
    });

    it('has both applications that name their entity and such that do not', async () => {
      const entityOf = (object: unknown) =>
        textIn(object, 'metadata', 'annotations', 'backstage.io/entity-ref');

      expect(entityOf(await application('checkout-production'))).toBe(
        'component:default/checkout',
      );
      expect(entityOf(await kustomization('production', 'catalog-api'))).toBe(
        'component:default/catalog-api',
      );
      expect(
        entityOf(await application('inventory-production')),
      ).toBeUndefined();
    });

    it('has every engine watch the fleet', async () => {
      const fleet = await application('fleet');
      expect(textIn(fleet, 'status', 'sync', 'status')).toBe('Synced');
      for (const cluster of ['staging', 'production'] as const) {
        const object = await kustomization(cluster, 'fleet');
        expect(conditionOf(object, 'Ready')).toMatchObject({
          status: 'True',
        });
      }
    });
  });

  describe('its accounts', () => {
    const catalogApi =
      '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/catalog-api';
    const patch = async (path: string, token: string, body: object) =>
      await fetch(`${sandbox.urls.production}${path}`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/merge-patch+json',
        },
        body: JSON.stringify(body),
      });

    it('let a portal suspend, resume and request at Flux', async () => {
      const token = clusterToken('production');
      const suspend = (isSuspended: boolean) =>
        patch(catalogApi, token, { spec: { suspend: isSuspended } });

      expect((await suspend(true)).status).toBe(200);
      expect(states()['catalog-api-production']).toMatch(/^Suspended/);
      await suspend(false);
      const annotations = { 'reconcile.fluxcd.io/requestedAt': 'now' };
      await patch(catalogApi, token, { metadata: { annotations } });
      await eventually(async () => {
        const object = await kube('production', catalogApi);
        expect(textIn(object, 'status', 'lastHandledReconcileAt')).toBe('now');
      });
    });

    it('let nobody else, and a portal nothing else', async () => {
      const forbidden = async (answer: Promise<Response>) => {
        const { status, body } = await answer.then(async response => ({
          status: response.status,
          body: await response.json(),
        }));
        expect(status).toBe(403);
        return textIn(body, 'message');
      };
      const suspend = { spec: { suspend: true } };

      expect(
        await forbidden(
          patch(catalogApi, clusterReaderToken('production'), suspend),
        ),
      ).toBe(
        'kustomizations.kustomize.toolkit.fluxcd.io "catalog-api" is forbidden: User "system:serviceaccount:backstage:reader" cannot patch resource "kustomizations" in API group "kustomize.toolkit.fluxcd.io" in the namespace "flux-system"',
      );
      await forbidden(
        patch(
          '/apis/apps/v1/namespaces/search/deployments/search',
          clusterToken('production'),
          { spec: { replicas: 0 } },
        ),
      );
      await forbidden(
        patch(`${catalogApi}/status`, clusterToken('production'), {}),
      );
      expect(
        await forbidden(
          fetch(
            `${sandbox.urls.argocd}/api/v1/applications/search-staging/sync`,
            {
              method: 'POST',
              headers: { authorization: `Bearer ${ARGOCD_READER_TOKEN}` },
            },
          ),
        ),
      ).toMatch(
        /^permission denied: applications, sync, default\/search-staging, sub: reader, iat: /,
      );
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
