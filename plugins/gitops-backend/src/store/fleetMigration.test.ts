import { displayRank } from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store } from '../__testUtils__/stored';
import { migrationsDirectory } from './migrate';

const databases = testDatabases();
const degraded = observedApplication({
  health: { status: 'Degraded', since: '2026-11-20T09:00:00Z' },
});
const shown = {
  state: 'Degraded',
  rank: displayRank('Degraded'),
  since: '2026-11-20T09:00:00.000Z',
};

describe.each(databases.eachSupportedId())(
  'what is shown first on %p',
  databaseId => {
    /** A degraded application that a release before that migration wrote and ranked. */
    async function before(name: string) {
      const db = await migratedDatabase(databases, databaseId);
      const step = { directory: migrationsDirectory(), name };
      await store(db, degraded);
      await db('applications').update({ rank: 99 });
      await db.migrate.down(step);
      await db.migrate.up(step);
      const read = () => db('applications').select('state', 'rank', 'since');
      return { db, read };
    }

    it('is not known of what was kept before, until it is seen again', async () => {
      const { db, read } = await before('20261121_5_fleet.js');
      expect(await read()).toEqual([{ state: 'Unknown', rank: 10, since: '' }]);
      await store(db, degraded);
      expect(await read()).toEqual([shown]);
    });

    it('is ranked anew where more can be said of it now', async () => {
      const { db, read } = await before('20261121_9_words.js');
      expect(await read()).toEqual([{ ...shown, rank: 99 }]);
      await store(db, degraded);
      expect(await read()).toEqual([shown]);
    });
  },
);
