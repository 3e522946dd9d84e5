import { entityCommitsSchema } from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { running, startCommits, sync } from '../__testUtils__/startCommits';
import { store } from '../__testUtils__/stored';
import { saveUnobserved } from '../store/unobserved';

const databases = testDatabases();
const OF_OWN = '/entities/component/default/own/commits';

describe.each(databases.eachSupportedId())(
  'when commits came to run, on %p',
  databaseId => {
    const start = async (options: Parameters<typeof startCommits>[1] = {}) => {
      const db = await migratedDatabase(databases, databaseId);
      const started = await startCommits(db, options);
      const page = async () =>
        entityCommitsSchema.parse((await started.get(OF_OWN).expect(200)).body)
          .items;
      return { ...started, db, page };
    };

    it('say since when an application runs them', async () => {
      const { db, git, page, web } = await start({
        syncs: [
          sync(1, '3'.repeat(40)),
          sync(3, REVISION_1),
          sync(5, REVISION_2),
        ],
      });
      git.page = { items: [running(web, 2), running(web, 1)] };
      git.lacking.set(REVISION_2, []);
      git.lacking.set(REVISION_1, [2]);
      const sinces = async () =>
        (await page()).map(({ marks: [{ since }] }) => since);
      expect(await sinces()).toEqual([
        { at: '2026-11-20T05:00:07.000Z', precision: 'exact' },
        { at: '2026-11-20T03:00:07.000Z', precision: 'atLeast' },
      ]);
      git.lacking.set('3'.repeat(40), [1, 2]);
      expect(await sinces()).toContainEqual({
        at: '2026-11-20T03:00:07.000Z',
        precision: 'exact',
      });
      await saveUnobserved(db, {
        engine: 'argocd',
        instance: 'main',
        from: '2026-11-20T04:00:00.000Z',
        to: '2026-11-20T04:30:00.000Z',
      });
      const five = '2026-11-20T05:00:07.000Z';
      expect(await sinces()).toEqual([
        { at: five, precision: 'atLeast' },
        { at: five, precision: 'atLeast' },
      ]);
    });

    it('do not take what one source of a repository contains for what the other does', async () => {
      const before = '3'.repeat(40);
      const { git, page, web } = await start({
        syncs: [sync(1, before, REVISION_1), sync(3, REVISION_2, REVISION_1)],
      });
      git.page = { items: [running(web, 2)] };
      git.lacking.set(REVISION_1, []);
      git.lacking.set(REVISION_2, []);
      git.lacking.set(before, [2]);
      const [{ marks }] = await page();
      expect(marks[0].since).toEqual({
        ...{ at: '2026-11-20T03:00:07.000Z', precision: 'atLeast' },
      });
    });

    it('heed when nobody looked at the parent that applied them', async () => {
      const { db, git, page, web } = await start();
      const before = '3'.repeat(40);
      const parent = await store(
        db,
        observedApplication({
          name: 'parent',
          syncs: [sync(1, before), sync(3, REVISION_1)],
        }),
        { instance: 'second' },
      );
      git.page = { items: [running(web, 1)] };
      git.page.items[0].marks[0].declaredBy = parent;
      git.lacking.set(REVISION_1, []);
      git.lacking.set(before, [1]);
      const precision = async () => (await page())[0].marks[0].since?.precision;
      expect(await precision()).toBe('exact');
      await saveUnobserved(db, {
        ...{ engine: 'argocd', instance: 'second' },
        from: '2026-11-20T02:00:00.000Z',
        to: '2026-11-20T02:30:00.000Z',
      });
      expect(await precision()).toBe('atLeast');
    });

    it('say it by what the parent applied, where they change nothing but the declaration', async () => {
      const { git, page, web, rest } = await start({
        syncs: [sync(1, REVISION_1)],
      });
      git.lacking.set(REVISION_1, []);
      const [commit] = [running(web, 1)];
      git.page = { items: [commit] };
      commit.marks[0].declaredBy = rest;
      expect((await page())[0].marks[0].since).toBeNull();
      commit.marks = [{ ...commit.marks[0], declaredBy: web }];
      const [mark] = (await page())[0].marks;
      expect(mark).toEqual({
        ...{ applicationId: web, state: 'deployed', current: false, via: [] },
        environment: 'production',
        since: { at: '2026-11-20T01:00:07.000Z', precision: 'atLeast' },
      });
    });
  },
);
