import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import {
  Application,
  entityApplicationsSchema,
  entityCommitsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Sandbox, startSandbox } from 'sandbox';
import request from 'supertest';
import { startPortal } from './__testUtils__/portal';

// Starting the world and waiting for real engines takes its time.

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** From a real repository and live engines to what the read API answers. */
describe.each(databases.eachSupportedId())('the whole chain on %p', id => {
  let sandbox: Sandbox;
  let portal: TestBackend;
  let mirrors: string;

  async function applications(name: string): Promise<Application[]> {
    const { body } = await request(portal.server)
      .get(`/api/gitops/entities/component/default/${name}/applications`)
      .expect(200);
    return entityApplicationsSchema.parse(body).items;
  }

  async function application(name: string): Promise<Application> {
    const found = (await applications('checkout')).find(
      item => item.name === name,
    );
    if (!found) throw new Error(`${name} is not among the applications`);
    return found;
  }

  async function commits(name: string) {
    const { body } = await request(portal.server)
      .get(`/api/gitops/entities/component/default/${name}/commits`)
      .expect(200);
    return entityCommitsSchema.parse(body);
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: null });
    mirrors = await mkdtemp(join(tmpdir(), 'gitops-chain-'));
    portal = await startPortal({
      sandbox,
      knex: await databases.init(id),
      mirrors,
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
    await rm(mirrors, { recursive: true, force: true });
  });

  it('comes to know applications, what waits, and the history', async () => {
    await eventually(async () => {
      expect(await applications('checkout')).toHaveLength(2);
      expect(await applications('catalog-api')).toHaveLength(2);
      expect((await application('checkout-production')).sync).toMatchObject({
        divergence: 'Pending',
        pendingCommits: 3,
      });
      const { repositories } = await commits('catalog-api');
      expect(repositories).toMatchObject([{ state: 'current' }]);
    });
  });

  it('shows what runs, with the commit that explains it', async () => {
    const production = await application('checkout-production');
    expect(production).toMatchObject({
      environment: 'production',
      health: { status: 'Healthy' },
      stale: false,
      deployedCommit: { subject: expect.any(String) },
      bindings: [{ entityRef: 'component:default/checkout', confirmed: true }],
    });
    const { items } = await commits('checkout');
    const waiting = items.filter(({ marks }) =>
      marks.some(
        mark =>
          mark.applicationId === production.id && mark.state === 'waiting',
      ),
    );
    expect(waiting).toHaveLength(3);
  });

  it('answers pages without a request to an engine, a cluster or a Git host', async () => {
    // What Git and the engines are asked in the background comes to rest; a
    // page that asked them itself would do so each time.
    await eventually(async () => {
      sandbox.resetRequests();
      for (const name of ['checkout', 'catalog-api']) {
        await applications(name);
        await commits(name);
      }
      const asked = Object.entries(sandbox.requests()).filter(
        ([service, count]) => service !== 'control' && count > 0,
      );
      expect(asked).toEqual([]);
    });
  });

  it('counts a commit as soon as the engine has seen it, until it is synced', async () => {
    await sandbox.commit('checkout-production', 'Give checkout more time');
    await eventually(async () =>
      expect((await application('checkout-production')).sync).toMatchObject({
        divergence: 'Pending',
        pendingCommits: 4,
      }),
    );

    await sandbox.sync('checkout-production');
    await eventually(async () => {
      const { sync, deployedCommit } = await application('checkout-production');
      expect(sync).toMatchObject({ divergence: 'None', pendingCommits: 0 });
      expect(deployedCommit?.subject).toBe('Give checkout more time');
    });
  });

  it('calls a hand edit drift, with field and manager', async () => {
    await sandbox.edit('checkout-production');

    await eventually(async () => {
      const { sync, drift } = await application('checkout-production');
      expect(sync.divergence).toBe('Drifted');
      expect(drift).toMatchObject({
        by: 'person',
        manager: 'kubectl-edit',
        fields: [{ path: 'spec.replicas' }],
      });
    });
  });

  it('follows a HelmRelease from a hand edit to the next version of its chart', async () => {
    const release = async () => (await applications('status-page'))[0];
    await eventually(async () =>
      expect(await release()).toMatchObject({
        kind: 'HelmRelease',
        parent: { name: 'flux-system' },
        sync: { divergence: 'None' },
        drift: null,
      }),
    );

    await sandbox.edit('status-page-production');
    await sandbox.sync('status-page-production');
    await eventually(async () =>
      expect(await release()).toMatchObject({
        sync: { divergence: 'Drifted' },
        drift: { fields: [{ resource: { kind: 'Deployment' } }] },
      }),
    );

    await sandbox.commit('status-page-production');
    await eventually(async () =>
      expect(await release()).toMatchObject({
        sync: { divergence: 'None', deployedRevisions: ['1.5.0'] },
        drift: null,
      }),
    );
  });

  it('keeps what an unreachable instance last said, and nothing else is touched', async () => {
    await sandbox.outage('main', true);
    await eventually(async () =>
      expect((await application('checkout-staging')).stale).toBe(true),
    );
    expect(await applications('catalog-api')).toMatchObject([
      { stale: false },
      { stale: false },
    ]);

    await sandbox.outage('main', false);
    await eventually(async () =>
      expect((await application('checkout-staging')).stale).toBe(false),
    );
  });
});
