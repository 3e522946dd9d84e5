import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  alertsSchema,
  requestedOperationSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { ARGOCD_TOKEN } from 'sandbox';
import request from 'supertest';
import { startPortal } from './__testUtils__/portal';
import { applicationOf, startWorld } from './__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NAME = 'checkout-production';

/** Two backends that share nothing but the database and the world. */
describe.each(databases.eachSupportedId())('two backends on one %p', id => {
  const sent: NotificationSendOptions[] = [];
  let world: Awaited<ReturnType<typeof startWorld>>;
  let portals: TestBackend[] = [];

  const application = (portal: TestBackend) =>
    applicationOf(portal, 'checkout', 'production');

  beforeAll(async () => {
    world = await startWorld();
    const knex = await databases.init(id);
    for (let n = 0; n < 2; n++) {
      portals.push(
        await startPortal({
          sandbox: world.sandbox,
          knex,
          mirrors: await world.mirrors(),
          sent,
        }),
      );
    }
    for (const portal of portals) {
      await eventually(async () => {
        const { stale, sync } = await application(portal);
        if (stale || sync.pendingCommits !== 3) throw new Error('Not yet');
      });
    }
  });

  afterAll(async () => {
    for (const portal of portals) await portal.stop();
    portals = [];
    await world?.stop();
  });

  /** What Argo CD itself remembers of syncs. */
  async function upstream(): Promise<{ ids: number[]; info: unknown }> {
    const response = await fetch(
      `${world.sandbox.urls.argocd}/api/v1/applications/${NAME}`,
      { headers: { authorization: `Bearer ${ARGOCD_TOKEN}` } },
    );
    const { status } = await response.json();
    return {
      ids: status.history.map((entry: { id: number }) => entry.id),
      info: status.operationState?.operation?.info,
    };
  }

  it('make one sync of a sync that is clicked in both at once', async () => {
    const before = await upstream();
    const { id: applicationId } = await application(portals[0]);
    const answers = await Promise.all(
      portals.map(({ server }, n) =>
        request(server)
          .post(`/api/gitops/applications/${applicationId}/operations`)
          .send({ type: 'sync', idempotencyKey: `click-in-portal-${n}` })
          .expect(200),
      ),
    );
    const [one, other] = answers.map(({ body }) =>
      requestedOperationSchema.parse(body),
    );
    expect(other.id).toBe(one.id);

    for (const portal of portals) {
      await eventually(async () =>
        expect((await application(portal)).requested).toMatchObject({
          id: one.id,
          phase: 'Succeeded',
          requestedBy: 'user:default/mock',
        }),
      );
    }
    const after = await upstream();
    expect(after.ids.slice(-1)).toEqual([Math.max(...before.ids) + 1]);
    expect(JSON.stringify(after.info)).toContain(one.id);
    expect(JSON.stringify(after.info)).toContain('user:default/mock');
  });

  it('tell of one drift once', async () => {
    await eventually(async () =>
      expect((await application(portals[0])).sync.divergence).toBe('None'),
    );
    await world.sandbox.edit(NAME);
    for (const portal of portals) {
      await eventually(async () =>
        expect((await application(portal)).alert).not.toBeNull(),
      );
    }
    await eventually(() => expect(sent).not.toHaveLength(0));
    // The other one observes the same, and goes on observing.
    await world.sandbox.undo(NAME);
    for (const portal of portals) {
      await eventually(async () =>
        expect((await application(portal)).alert).toBeNull(),
      );
    }
    expect(sent).toHaveLength(1);
    const { body } = await request(portals[1].server)
      .get('/api/gitops/alerts')
      .query({ status: 'closed', entityRef: 'component:default/checkout' });
    expect(alertsSchema.parse(body).items).toHaveLength(1);
  });
});
