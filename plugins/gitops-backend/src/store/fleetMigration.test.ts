import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store } from '../__testUtils__/stored';
import { migrationsDirectory } from './migrate';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'what is shown first on %p',
  databaseId => {
    it('is not known of what was kept before, until it is seen again', async () => {
      const db = await migratedDatabase(databases, databaseId);
      const degraded = observedApplication({
        health: { status: 'Degraded', since: '2026-11-20T09:00:00Z' },
      });
      await store(db, degraded);
      const step = {
        directory: migrationsDirectory(),
        name: '20261121_5_fleet.js',
      };
      await db.migrate.down(step);
      await db.migrate.up(step);
      const read = () => db('applications').select('state', 'rank', 'since');
      expect(await read()).toEqual([{ state: 'Unknown', rank: 10, since: '' }]);

      await store(db, degraded);
      expect(await read()).toEqual([
        { state: 'Degraded', rank: 3, since: '2026-11-20T09:00:00.000Z' },
      ]);
    });
  },
);
