import { eventually } from '../__testUtils__/eventually';
import { entriesOf, viewOf } from '../__testUtils__/viewOf';
import { Sandbox, startSandbox } from '../sandbox';
import { listOf, textIn, valueIn } from '../world/records';

describe('the verbs of the sandbox', () => {
  let sandbox: Sandbox;
  const { application, kube, kustomization, run, states, workload } = viewOf(
    () => sandbox,
  );

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: null });
  });
  afterAll(async () => {
    await sandbox?.stop();
  });

  const replicasOf = async (cluster: 'staging' | 'production', name: string) =>
    valueIn(await workload(cluster, name), 'spec', 'replicas');
  const lastDeployment = async (name: string) =>
    listOf(valueIn(await application(name), 'status', 'history')).at(-1);

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

  it('commits an image that never starts, and Flux notices', async () => {
    expect((await run('break', 'catalog-api-staging')).text).toContain(
      'catalog-api:does-not-exist',
    );
    await eventually(() => {
      expect(states()['catalog-api-staging']).toMatch(/^HealthCheckFailed/);
    });
  });

  it('commits and takes it back in one go', async () => {
    const before = await lastDeployment('checkout-staging');
    await run('revert', 'checkout-staging');
    const url = `${sandbox.urls.git}/api/v1/repos/platform/deployments/commits`;
    const commits = listOf(await (await fetch(`${url}?limit=2`)).json());

    expect(commits.map(each => textIn(each, 'commit', 'message'))).toEqual([
      expect.stringMatching(/^Revert "Bump checkout.*"\n\nThis reverts commit/),
      expect.stringMatching(/^Bump checkout to 1\.4\.3 in staging/),
    ]);
    await eventually(async () => {
      const app = await application('checkout-staging');
      expect(textIn(app, 'status', 'sync', 'status')).toBe('Synced');
      expect(textIn(app, 'status', 'sync', 'revision')).toBe(
        textIn(commits[0], 'sha'),
      );
      expect(JSON.stringify(valueIn(app, 'status', 'summary'))).toContain(
        'checkout:1.4.2',
      );
    });
    expect(valueIn(before, 'revision')).not.toBe(textIn(commits[0], 'sha'));
  });

  it('has a change approved and merged, and tells of the API what it does', async () => {
    const { text } = await run('reviewed', 'inventory-staging');
    expect(text).toMatch(/Lee Example approved and merged #\d+ of Kim Example/);
    const api = `${sandbox.urls.git}/api/v1/repos/platform/deployments`;
    const [merge] = await (await fetch(`${api}/commits?limit=1`)).json();
    const ask = () => fetch(`${api}/commits/${merge.sha}/pull`);
    expect(await (await ask()).json()).toMatchObject({
      user: { login: 'kim' },
      merged_by: { login: 'lee' },
    });

    await run('reviews', 'refused');
    expect((await ask()).status).toBe(401);
    await run('reviews', 'limited');
    expect((await ask()).status).toBe(429);
    await run('reviews', 'answered');
    expect((await ask()).status).toBe(200);
    expect((await run('reviews', 'whatever')).isError).toBe(true);
  });

  describe('on live objects', () => {
    // Argo CD leaves this one alone: it is synced by people only.
    it('edits by hand and takes it back, and Argo CD sees both', async () => {
      await sandbox.sync('checkout-production');
      const before = await replicasOf('production', 'checkout');
      expect((await run('edit', 'checkout-production')).text).toMatch(
        /kubectl edit in production: checkout-production has \d replicas/,
      );
      await eventually(() => {
        expect(states()['checkout-production']).toMatch(/^OutOfSync/);
      });

      expect((await run('undo', 'checkout-production')).isError).toBe(false);
      await eventually(() => {
        expect(states()['checkout-production']).toBe('Synced, Healthy');
      });
      expect(await replicasOf('production', 'checkout')).toBe(before);
      const again = await run('undo', 'checkout-production');
      expect(again).toMatchObject({
        isError: true,
        text: expect.stringContaining('there is nothing to take back'),
      });
    });

    it('takes back by hand what Flux did not', async () => {
      // Flux takes back what it finds when it deploys what was pushed above.
      const url = `${sandbox.urls.git}/api/v1/repos/platform/deployments/commits`;
      const [tip] = listOf(await (await fetch(`${url}?limit=1`)).json());
      await eventually(async () => {
        const object = await kustomization('production', 'catalog-api');
        expect(textIn(object, 'status', 'lastAppliedRevision')).toBe(
          `main@sha1:${textIn(tip, 'sha')}`,
        );
      });

      const before = await replicasOf('production', 'catalog-api');
      await run('edit', 'catalog-api-production');
      expect(await replicasOf('production', 'catalog-api')).not.toBe(before);
      await run('undo', 'catalog-api-production');

      const live = await workload('production', 'catalog-api');
      expect(valueIn(live, 'spec', 'replicas')).toBe(before);
      // Until Flux reconciles, the person holds the field, with Git's value.
      expect(entriesOf(live, 'kubectl-edit')).toMatchObject([
        { fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
      ]);
    });

    it('takes back what somebody did before the start', async () => {
      await run('undo', 'payments-production');
      await eventually(() => {
        expect(states()['payments-production']).toBe('Synced, Healthy');
      });

      await run('undo', 'recommendations-production');
      const live = await workload('production', 'recommendations');
      expect(JSON.stringify(valueIn(live, 'spec'))).not.toContain('2Gi');
      expect(valueIn(live, 'metadata', 'annotations')).not.toHaveProperty([
        'kustomize.toolkit.fluxcd.io/reconcile',
      ]);
      await run('sync', 'recommendations-production');
      await eventually(async () => {
        const after = await workload('production', 'recommendations');
        expect(entriesOf(after, 'kubectl-edit')).toEqual([]);
      });
    });

    it('scales as an autoscaler does, and Argo CD sees that it differs', async () => {
      const before = await replicasOf('production', 'checkout');
      await run('scale', 'checkout-production');

      const live = await workload('production', 'checkout');
      expect(valueIn(live, 'spec', 'replicas')).toBe(Number(before) + 2);
      const entries = entriesOf(live, 'kube-controller-manager');
      const [scaled] = entries.filter(
        entry => textIn(entry, 'subresource') === 'scale',
      );
      expect(scaled).toMatchObject({
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      });
      expect(scaled).not.toHaveProperty('time');
      await eventually(() => {
        expect(states()['checkout-production']).toMatch(/^OutOfSync/);
      });
    });

    it.each([
      ['checkout-staging', 'checkout'],
      ['notifier-staging', 'notifier'],
    ])('has a webhook fill in a field of %s', async (name, service) => {
      const before = await workload('staging', service);
      expect((await run('default', name)).text).toContain('seccompProfile');

      const after = await workload('staging', service);
      expect(
        valueIn(after, 'spec', 'template', 'spec', 'securityContext'),
      ).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
      const owners = (object: unknown) =>
        listOf(valueIn(object, 'metadata', 'managedFields')).filter(
          entry => textIn(entry, 'subresource') !== 'status',
        );
      expect(owners(after)).toEqual(owners(before));
      expect((await run('default', name)).isError).toBe(true);
    });

    it('leaves what a webhook filled in, and Argo CD sees no difference', async () => {
      expect(JSON.stringify(await workload('staging', 'checkout'))).toContain(
        'seccompProfile',
      );
      const app = await application('checkout-staging?refresh=normal');
      expect(textIn(app, 'status', 'sync', 'status')).toBe('Synced');
    });
  });

  describe('on the objects of the engines', () => {
    it('sets a parameter of an Application, which then waits', async () => {
      await sandbox.sync('checkout-production');
      const { text } = await run('parameter', 'checkout-production');
      const [image] =
        /registry\.example\.com\/checkout:1\.4\.3/.exec(
          JSON.stringify(await application('checkout-production')),
        ) ?? [];

      expect(text).toContain('1.4.3');
      expect(image).toBeDefined();
      await eventually(async () => {
        const app = await application('checkout-production');
        const sync = valueIn(app, 'status', 'sync');
        expect(textIn(sync, 'status')).toBe('OutOfSync');
        expect(valueIn(sync, 'comparedTo', 'source', 'kustomize')).toEqual({
          images: [image],
        });
      });
      const deployed = await lastDeployment('checkout-production');
      expect(valueIn(deployed, 'source')).not.toHaveProperty('kustomize');
    });

    it('sets a parameter of an automated Application, which is deployed', async () => {
      await run('parameter', 'search-production');

      await eventually(async () => {
        expect(await lastDeployment('search-production')).toMatchObject({
          source: {
            kustomize: { images: ['registry.example.com/search:2.8.3'] },
          },
        });
        expect(states()['search-production']).toBe('Synced, Healthy');
      });
    });

    it('sets a parameter of a Kustomization through Git', async () => {
      await run('parameter', 'image-resizer-production');

      const path =
        '/apis/apps/v1/namespaces/image-resizer/deployments/image-resizer';
      await eventually(async () => {
        expect(JSON.stringify(await kube('production', path))).toContain(
          'registry.example.com/image-resizer:1.1.5"',
        );
      });
      const object = await kustomization('production', 'image-resizer');
      expect(
        JSON.stringify(entriesOf(object, 'kustomize-controller')),
      ).toContain('f:images');
    });

    it('syncs what waits', async () => {
      await run('sync', 'checkout-production');

      expect(states()['checkout-production']).toBe('Synced, Healthy');
    });

    it('does not sync what a window freezes', async () => {
      expect(await run('sync', 'storefront-web-production')).toEqual({
        isError: true,
        text: 'Argo CD does not sync storefront-web-production: cannot sync: blocked by sync window',
      });
    });
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

    expect(text.split('\n')).toHaveLength(23);
    expect(text).toMatch(/^notifier-production +flux +production +Suspended/m);
  });
});
