import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store, writeOf } from '../__testUtils__/stored';
import { getApplication } from './getApplication';
import { listBindable } from './listBindable';
import { listBindings, listByEntities } from './listByEntities';
import { listBoundEntities } from './listBoundEntities';
import { listInstanceApplicationIds } from './listInstanceApplicationIds';
import { loadObservations } from './loadObservations';
import { removeApplications } from './removeApplications';
import { replaceBindings } from './replaceBindings';
import { saveApplications } from './saveApplications';

const WEB = 'component:default/web';
const API = 'component:default/api';
const databases = testDatabases();

describe.each(databases.eachSupportedId())('store on %p', databaseId => {
  const open = () => migratedDatabase(databases, databaseId);

  it('keeps an application, version by version', async () => {
    const db = await open();
    const id = await store(db, observedApplication());
    expect(await getApplication(db, id)).toMatchObject({
      record: { id, name: 'guestbook', sync: { divergence: 'None' } },
      environment: null,
      version: 1,
    });

    const degraded = observedApplication({ health: { status: 'Degraded' } });
    await store(db, degraded, { environment: 'production' });
    expect(await getApplication(db, id)).toMatchObject({
      record: { health: { status: 'Degraded' } },
      environment: 'production',
      version: 2,
    });
    const stored = await loadObservations(db, [id, 'unknown']);
    expect([...stored.values()]).toMatchObject([{ id, observed: degraded }]);
  });

  it('leaves an application that somebody else has changed meanwhile', async () => {
    const db = await open();
    const first = await writeOf(db, observedApplication());
    const second = await writeOf(
      db,
      observedApplication({ health: { status: 'Degraded' } }),
    );
    expect(await saveApplications(db, [first])).toEqual([]);
    expect(await saveApplications(db, [second])).toEqual([second.record.id]);

    const third = { ...second, previousVersion: 1 };
    expect(await saveApplications(db, [third])).toEqual([]);
    expect(await saveApplications(db, [third])).toEqual([third.record.id]);
    expect(await getApplication(db, first.record.id)).toMatchObject({
      version: 2,
    });
  });

  describe('where several write at a time', () => {
    /** Writes to many applications, each from its present version. */
    async function many(db: Knex) {
      const names = Array.from({ length: 50 }, (_, n) => `app-${n}`);
      for (const name of names) await store(db, observedApplication({ name }));
      const health = { status: 'Degraded' } as const;
      const writes = [];
      for (const name of names) {
        writes.push(await writeOf(db, observedApplication({ name, health })));
      }
      return { writes, ids: writes.map(({ record }) => record.id).sort() };
    }

    it('lets each through once, in whichever order they come', async () => {
      const db = await open();
      const { writes, ids } = await many(db);
      const overtaken = await Promise.all([
        saveApplications(db, writes),
        saveApplications(db, [...writes].reverse()),
      ]);
      expect(overtaken.flat().sort()).toEqual(ids);
    });

    it('removes those of them that are removed', async () => {
      const db = await open();
      const { writes, ids } = await many(db);
      let updates = 0;
      const begun = new Promise<void>(resolve => {
        db.on('query', ({ sql }: { sql: string }) => {
          if (sql.startsWith('update')) updates += 1;
          if (updates === 5) resolve();
        });
      });
      await Promise.all([
        saveApplications(db, writes),
        begun.then(() => removeApplications(db, ids)),
      ]);
      expect(await db('applications')).toEqual([]);
    });
  });

  it('writes bindings where they differ, and says whose', async () => {
    const db = await open();
    const a = await store(db, observedApplication({ name: 'a' }));
    const b = await store(db, observedApplication({ name: 'b' }));
    const claimed = (entityRef: string, applicationId: string) => ({
      entityRef,
      applicationId,
      confirmed: false,
    });

    expect(
      await replaceBindings(db, [claimed(WEB, b), claimed(WEB, a)]),
    ).toEqual([b, a]);
    expect(
      await replaceBindings(db, [claimed(WEB, a), claimed(WEB, b)]),
    ).toEqual([]);
    expect(
      await replaceBindings(db, [
        { ...claimed(WEB, a), confirmed: true },
        claimed(API, a),
        claimed(WEB, b),
      ]),
    ).toEqual([a]);
    expect((await listBoundEntities(db)).sort()).toEqual([API, WEB]);
    expect(await listBindings(db, [a, b])).toEqual(
      new Map([
        [
          a,
          [
            { entityRef: API, confirmed: false },
            { entityRef: WEB, confirmed: true },
          ],
        ],
        [b, [{ entityRef: WEB, confirmed: false }]],
      ]),
    );
    const found = await listByEntities(db, [WEB, 'component:default/none']);
    expect([...found.keys()]).toEqual([WEB]);
    expect(found.get(WEB)?.map(({ record }) => record.name)).toEqual([
      'a',
      'b',
    ]);

    await removeApplications(db, [a]);
    expect(await listInstanceApplicationIds(db, 'argocd', 'main')).toEqual([b]);
    expect(await listBoundEntities(db)).toEqual([WEB]);
  });

  it('gives binding what it looks at', async () => {
    const db = await open();
    const id = await store(
      db,
      observedApplication({
        labels: { 'app.kubernetes.io/name': 'web' },
        entityRefs: [WEB],
      }),
    );
    expect(await listBindable(db)).toMatchObject([
      { id, entityRefs: [WEB], destination: {}, sources: [] },
    ]);
    expect(await listBindable(db, { places: true })).toEqual([
      {
        id,
        engine: 'argocd',
        instance: 'main',
        namespace: 'argocd',
        name: 'guestbook',
        project: 'default',
        labels: { 'app.kubernetes.io/name': 'web' },
        entityRefs: [WEB],
        destination: { cluster: 'prod-1', namespace: 'guestbook' },
        sources: [
          {
            type: 'git',
            repoUrl: 'https://git.example.com/org/deploy.git',
            path: 'guestbook',
            targetRevision: 'main',
          },
        ],
      },
    ]);
  });

  it('gives it of one entity, also of what an earlier release wrote', async () => {
    const db = await open();
    const id = await store(db, observedApplication());
    await store(db, observedApplication({ name: 'other' }));
    await replaceBindings(db, [
      { entityRef: WEB, applicationId: id, confirmed: false },
    ]);
    const [bound, ...others] = await listBindable(db, { entityRef: WEB });
    expect([bound.id, others]).toEqual([id, []]);
    expect(await listBindable(db, { entityRef: API })).toEqual([]);
    await db('applications').update({ observed: '{"sources":[{}]}' });
    expect(
      await listBindable(db, { entityRef: WEB, places: true }),
    ).toMatchObject([{ id, destination: {}, sources: [] }]);
  });

  it('overlooks what an earlier release wrote in another shape', async () => {
    const db = await open();
    const id = await store(db, observedApplication());
    await db('applications').update({ record: '{"id":1}', observed: '{}' });
    expect(await getApplication(db, id)).toBeUndefined();
    expect((await loadObservations(db, [id])).get(id)).toMatchObject({
      record: undefined,
      observed: undefined,
      version: 1,
    });
  });
});
