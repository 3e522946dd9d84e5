import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import {
  displayState,
  requestedOperationSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { startPortal } from './__testUtils__/portal';
import { applicationOf, startWorld } from './__testUtils__/world';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** Frozen: its AppProject has a window that denies, always. */
const NAME = 'storefront-web-production';

describe('an application in a closed sync window of Argo CD', () => {
  let world: Awaited<ReturnType<typeof startWorld>>;
  let portal: TestBackend;

  const application = () =>
    applicationOf(portal, 'storefront-web', 'production');

  beforeAll(async () => {
    world = await startWorld();
    portal = await startPortal({
      sandbox: world.sandbox,
      knex: await databases.init('SQLITE_3'),
      mirrors: await world.mirrors(),
    });
    await world.sandbox.commit(NAME, 'Show prices with tax');
  });
  afterAll(async () => {
    await portal?.stop();
    await world?.stop();
  });

  it('says beside Pending that nobody may sync it now', async () => {
    await eventually(async () => {
      const seen = await application();
      const { first, others } = displayState(seen);
      expect([first, ...others].map(({ word }) => word)).toEqual(
        expect.arrayContaining(['Pending', 'WindowClosed']),
      );
      expect(seen.allowed?.operations).toMatchObject({
        sync: 'windowClosed',
        refresh: true,
      });
    });
  });

  it("is refused with Argo CD's own reason where it is asked all the same", async () => {
    const { id } = await application();
    const asked = await request(portal.server)
      .post(`/api/gitops/applications/${id}/operations`)
      .send({ type: 'sync', idempotencyKey: 'closed-window-1' })
      .expect(200);
    const operation = requestedOperationSchema.parse(asked.body);
    await eventually(async () => {
      const { body } = await request(portal.server)
        .get(`/api/gitops/operations/${operation.id}`)
        .expect(200);
      expect(body).toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('cannot sync: blocked by sync window'),
      });
    });
  });
});
