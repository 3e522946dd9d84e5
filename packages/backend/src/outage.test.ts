import { TestBackend, TestDatabases } from '@backstage/backend-test-utils';
import {
  entityApplicationsSchema,
  Syncs,
  syncsSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import request from 'supertest';
import { startPortal } from './__testUtils__/portal';
import { applicationOf, startWorld } from './__testUtils__/world';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** Shorter spans are not told. */
const WORTH_TELLING_MS = 30_000;

// Each engine with one of the databases: an outage takes a minute of real time.
describe.each(
  [
    ['SQLITE_3', 'Argo CD', 'checkout', 'main', 'checkout-production'],
    [
      'POSTGRES_18',
      'Flux',
      'catalog-api',
      'production',
      'catalog-api-production',
    ],
  ].filter(([id]) => databases.supports(id as 'SQLITE_3' | 'POSTGRES_18')),
)('an outage on %p, with %s, in the middle of a change', (id, ...of) => {
  const [, component, instance, name] = of;
  let world: Awaited<ReturnType<typeof startWorld>>;
  let portal: TestBackend;

  const application = () => applicationOf(portal, component, 'production');

  async function history(): Promise<Syncs> {
    const { id: applicationId } = await application();
    const { body } = await request(portal.server)
      .get(`/api/gitops/applications/${applicationId}/syncs?limit=100`)
      .expect(200);
    return syncsSchema.parse(body);
  }

  async function instanceState() {
    const { body } = await request(portal.server)
      .get(`/api/gitops/entities/component/default/${component}/applications`)
      .expect(200);
    const { instances } = entityApplicationsSchema.parse(body);
    return instances.find(each => each.name === instance);
  }

  /** Tells each sync from every other. */
  const identities = ({ items }: Syncs) =>
    items.map(({ startedAt, finishedAt, phase, revisions }) =>
      JSON.stringify([startedAt, finishedAt, phase, revisions]),
    );

  beforeAll(async () => {
    world = await startWorld();
    portal = await startPortal({
      sandbox: world.sandbox,
      knex: await databases.init(id as Parameters<typeof databases.init>[0]),
      mirrors: await world.mirrors(),
    });
    await eventually(async () => {
      const { items } = await history();
      if (items.length === 0) throw new Error('No sync is known yet');
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await world?.stop();
  });

  it('loses nothing that the engine remembers, repeats nothing, and is seen', async () => {
    const before = await history();
    const seen = await application();
    await world.sandbox.outage(instance, true);
    await world.sandbox.commit(name, 'While nobody looks');
    await world.sandbox.sync(name);
    await eventually(async () => {
      const { stale, observedAt, sync } = await application();
      expect(stale).toBe(true);
      // As it was seen last, for as long as it takes to be worth telling.
      expect(sync.deployedRevisions).toEqual(seen.sync.deployedRevisions);
      expect(Date.now() - Date.parse(observedAt)).toBeGreaterThan(
        WORTH_TELLING_MS,
      );
    }, 90_000);
    expect(await instanceState()).toMatchObject({
      // A proxy that answers in place of the cluster is an answer.
      state: expect.stringMatching(/^(stale|failing)$/),
      reason: expect.any(String),
    });
    expect((await history()).unobserved[0]).toMatchObject({
      instance,
      to: null,
    });

    await world.sandbox.outage(instance, false);
    await eventually(async () => {
      const { stale, sync } = await application();
      expect(stale).toBe(false);
      expect(sync.deployedRevisions).not.toEqual(seen.sync.deployedRevisions);
    }, 90_000);
    const after = await history();
    const told = identities(after);
    expect(new Set(told).size).toBe(told.length);
    expect(told).toEqual(expect.arrayContaining(identities(before)));
    expect(after.items[0]).toMatchObject({
      phase: 'Succeeded',
      deployed: true,
      commit: { subject: 'While nobody looks' },
    });
    expect(after.unobserved[0]).toMatchObject({
      instance,
      to: expect.any(String),
    });
  });
});
