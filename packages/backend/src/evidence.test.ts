import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  alertsSchema,
  entityCommitsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { startPortal } from './__testUtils__/portal';
import { applicationOf, startWorld } from './__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** An alert accuses: what is nobody's doing by hand must never raise one. */
describe.each([
  ['Argo CD', 'checkout', 'checkout-staging'],
  ['Flux', 'catalog-api', 'catalog-api-staging'],
])('no alert, with %s,', (_, component, name) => {
  const sent: NotificationSendOptions[] = [];
  let world: Awaited<ReturnType<typeof startWorld>>;
  let portal: TestBackend;

  const application = () => applicationOf(portal, component, 'staging');

  /** All that was raised so far, open or not, and all that was sent. */
  async function raised() {
    const answers = await Promise.all(
      ['open', 'closed'].map(status =>
        request(portal.server)
          .get('/api/gitops/alerts')
          .query({ status, entityRef: `component:default/${component}` })
          .expect(200),
      ),
    );
    const alerts = answers.flatMap(
      ({ body }) => alertsSchema.parse(body).items,
    );
    return [...alerts, ...sent];
  }

  /** Whatever went before has been seen once the engine is at this commit. */
  async function isCaughtUp(subject: string) {
    await world.sandbox.commit(name, subject);
    await eventually(async () => {
      const { body } = await request(portal.server)
        .get(`/api/gitops/entities/component/default/${component}/commits`)
        .expect(200);
      const { items } = entityCommitsSchema.parse(body);
      const sha = items.find(commit => commit.subject === subject)?.sha;
      expect((await application()).sync).toMatchObject({
        divergence: 'None',
        desired: { engine: [sha] },
      });
    });
  }

  beforeAll(async () => {
    world = await startWorld();
    portal = await startPortal({
      sandbox: world.sandbox,
      knex: await databases.init('SQLITE_3'),
      mirrors: await world.mirrors(),
      sent,
    });
    await eventually(async () => {
      const { divergence } = (await application()).sync;
      if (divergence !== 'None') throw new Error(`It is ${divergence}`);
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await world?.stop();
  });

  it('for a commit and its revert', async () => {
    await world.sandbox.revert(name);
    await isCaughtUp('After the revert');
    expect((await application()).drift).toBeNull();
    expect(await raised()).toEqual([]);
  });

  it("for a webhook's default", async () => {
    await world.sandbox.default(name);
    await isCaughtUp('After the webhook');
    expect((await application()).drift).toBeNull();
    expect(await raised()).toEqual([]);
  });

  it("for an autoscaler's replicas, which are shown as what they are", async () => {
    await world.sandbox.scale(name);
    await eventually(async () =>
      expect((await application()).drift).toMatchObject({
        by: 'controller',
        fields: [{ path: 'spec.replicas' }],
      }),
    );
    expect(await raised()).toEqual([]);
  });
});

describe('a parameter that was changed', () => {
  it('in the Application is pending, and no drift', async () => {
    const sent: NotificationSendOptions[] = [];
    const world = await startWorld();
    const portal = await startPortal({
      sandbox: world.sandbox,
      knex: await databases.init('SQLITE_3'),
      mirrors: await world.mirrors(),
      sent,
    });
    try {
      const application = () => applicationOf(portal, 'checkout', 'production');
      await eventually(application);
      await world.sandbox.sync('checkout-production');
      await eventually(async () =>
        expect((await application()).sync.divergence).toBe('None'),
      );
      await world.sandbox.parameter('checkout-production');
      await eventually(async () =>
        expect(await application()).toMatchObject({
          sync: { status: 'OutOfSync', divergence: 'Pending' },
          drift: null,
          alert: null,
        }),
      );
      expect(sent).toEqual([]);
    } finally {
      await portal.stop();
      await world.stop();
    }
  });
});

describe('what is somebody’s doing', () => {
  it.each([
    ['Argo CD', 'checkout', 'production', 'checkout-production'],
    ['Flux', 'catalog-api', 'staging', 'catalog-api-staging'],
  ])(
    'is told once, and once when it is over, with %s',
    async (_, component, environment, name) => {
      const sent: NotificationSendOptions[] = [];
      const world = await startWorld();
      const portal = await startPortal({
        sandbox: world.sandbox,
        knex: await databases.init('SQLITE_3'),
        mirrors: await world.mirrors(),
        sent,
      });
      try {
        const application = () => applicationOf(portal, component, environment);
        await eventually(application);
        if (environment === 'production') await world.sandbox.sync(name);
        await eventually(async () =>
          expect((await application()).sync.divergence).toBe('None'),
        );

        await world.sandbox.edit(name);
        await eventually(async () =>
          expect((await application()).alert).not.toBeNull(),
        );
        await eventually(() =>
          expect(sent).toMatchObject([
            {
              payload: {
                title: expect.stringContaining('drifted'),
                description: expect.stringMatching(
                  /spec\.replicas.*kubectl-edit/,
                ),
              },
            },
          ]),
        );

        await world.sandbox.undo(name);
        await eventually(async () =>
          expect((await application()).alert).toBeNull(),
        );
        expect((await application()).drift).toBeNull();
        expect(sent).toHaveLength(1);
      } finally {
        await portal.stop();
        await world.stop();
      }
    },
  );
});
