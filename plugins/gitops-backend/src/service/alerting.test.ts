import {
  Alert,
  applicationSchema,
  entityApplicationsSchema,
  fleetSchema,
  gitopsApplicationInspectPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { driftedField } from '../__testUtils__/driftedField';
import { driftingBackend } from '../__testUtils__/driftingBackend';
import { observedApplication } from '../__testUtils__/observedApplication';
import { TEAM } from '../__testUtils__/ownedComponent';
import { StartOptions } from '../__testUtils__/startPlugin';
import { store } from '../__testUtils__/stored';
import { removeApplications } from '../store/removeApplications';
import { replaceBindings } from '../store/replaceBindings';

const databases = testDatabases();
const A = 'component:default/a';

describe.each(databases.eachSupportedId())('alerting on %p', databaseId => {
  async function start(options: Partial<StartOptions> = {}) {
    const db = await migratedDatabase(databases, databaseId);
    return { db, ...(await driftingBackend(db, options)) };
  }

  const names = ({ items }: { items: Alert[] }) =>
    items.map(({ application }) => application.name);

  it('shows the alerts of readable entities, and no others', async () => {
    const { list, alertOf, ids } = await start();
    const page = await list();
    expect(page.totalItems).toBe(2);
    expect(names(page)).toEqual(['c', 'a']);
    expect(page.items[1]).toEqual({
      id: await alertOf('a'),
      type: 'drift',
      status: 'open',
      application: {
        id: ids.get('a'),
        engine: 'argocd',
        instance: 'main',
        kind: 'Application',
        namespace: 'argocd',
        name: 'a',
        environment: null,
      },
      entityRefs: [A],
      drift: expect.objectContaining({ by: 'person', total: 1 }),
      openedAt: '2026-11-20T10:00:00.000Z',
      closedAt: null,
      end: null,
      acknowledged: null,
      mayAcknowledge: true,
    });
    expect(page.items[0].mayAcknowledge).toBe('unconfirmed');
  });

  it('pages them, all of them to operators, but without hidden names', async () => {
    const { list } = await start({ denied: [] });
    const first = await list('?limit=2');
    expect(first.totalItems).toBe(3);
    expect(names(first)).toEqual(['c', 'b']);
    expect(first.items[1]).toMatchObject({
      entityRefs: [],
      mayAcknowledge: 'unconfirmed',
    });
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const rest = await list(`?limit=2&cursor=${cursor}`);
    expect(names(rest)).toEqual(['a']);
    expect(rest.nextCursor).toBeUndefined();
  });

  it('narrows them to an owner, to teams and to an entity', async () => {
    const { list } = await start({
      denied: [],
      ownershipEntityRefs: ['user:default/mock', TEAM],
    });
    expect(names(await list('?owner=teams'))).toEqual(['c', 'a']);
    expect(names(await list(`?owner=${TEAM}`))).toEqual(['c', 'a']);
    expect(names(await list('?owner=me'))).toEqual([]);
    expect(names(await list(`?entityRef=Component:a`))).toEqual(['a']);
    expect(names(await list('?entityRef=component:default/b'))).toEqual([]);
    expect(names(await list('?status=closed'))).toEqual([]);
  });

  it('refuses what it does not understand', async () => {
    const { get } = await start();
    for (const [query, word] of [
      ['limit=0', 'limit'],
      ['cursor=x', 'cursor'],
      ['status=late', 'status'],
      ['entityRef=x', 'entity'],
      ['owner=%00', 'owner'],
    ]) {
      const { status, body } = await get(`/alerts?${query}`);
      expect({ query, status }).toEqual({ query, status: 400 });
      expect(body.error.message).toContain(word);
    }
  });

  it.each([
    ['who may inspect', [], { desired: '2', live: '5' }],
    ['others not', [gitopsApplicationInspectPermission], {}],
  ])('shows %s what fields hold', async (_, denied, values) => {
    const { list } = await start({ denied });
    const { items } = await list(`?entityRef=${A}`);
    const { desired, live } = items[0].drift.fields[0];
    expect({ desired, live }).toEqual(values);
  });

  it('shows them with their applications', async () => {
    const { get, ids, alertOf } = await start();
    const alert = {
      id: await alertOf('a'),
      openedAt: '2026-11-20T10:00:00.000Z',
      acknowledged: null,
      mayAcknowledge: true,
    };
    const one = await get(`/applications/${ids.get('a')}`).expect(200);
    expect(applicationSchema.parse(one.body).alert).toEqual(alert);
    const { body } = await get('/entities/component/default/a/applications');
    expect(entityApplicationsSchema.parse(body).items[0].alert).toEqual(alert);
    const fleet = fleetSchema.parse((await get('/applications')).body);
    const inFleet = fleet.items.find(({ name }) => name === 'a');
    expect(inFleet?.alert).toMatchObject({ id: alert.id });
  });

  it('shows those of removed applications to whom these belonged', async () => {
    const { db, ids, list } = await start();
    await removeApplications(db, [...ids.values()]);
    const page = await list('?status=closed');
    expect(names(page)).toEqual(['c', 'a']);
    expect(page.items[1]).toMatchObject({
      entityRefs: [A],
      end: { how: 'removed' },
    });
  });

  describe('of a removed application, of whose name there is another now', () => {
    const B = 'component:default/b';

    async function replace(
      { db, ids }: Awaited<ReturnType<typeof start>>,
      entityRef: string,
    ): Promise<void> {
      const applicationId = ids.get('a') ?? '';
      await removeApplications(db, [applicationId]);
      await store(db, observedApplication({ name: 'a' }));
      await replaceBindings(db, [
        { entityRef, applicationId, confirmed: true },
      ]);
    }

    it('shows them to nobody who has the other', async () => {
      const started = await start({ hidden: [A] });
      for (let n = 0; n < 2; n++) {
        await replace(started, B);
        for (const query of ['', `&entityRef=${B}`]) {
          expect(await started.list(`?status=closed${query}`)).toEqual({
            items: [],
            totalItems: 0,
          });
        }
      }
    });

    it('shows what fields held to whom it belonged', async () => {
      const started = await start({
        denied: [],
        hidden: [],
        deniedFor: { [A]: [gitopsApplicationInspectPermission] },
      });
      await replace(started, B);
      const { items } = await started.list('?status=closed');
      expect(items).toMatchObject([{ entityRefs: [A] }]);
      expect(items[0].drift.fields).toEqual([driftedField()]);
    });
  });

  it('shows those of removed applications to operators', async () => {
    const { db, ids, list } = await start({ denied: [] });
    await removeApplications(db, [...ids.values()]);
    expect(names(await list('?status=closed'))).toEqual(['c', 'b', 'a']);
  });
});
