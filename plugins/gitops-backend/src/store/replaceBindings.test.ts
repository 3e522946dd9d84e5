import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { replaceBindings } from './replaceBindings';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'replaceBindings on %p',
  databaseId => {
    it('lets two that have it the other way round write at a time', async () => {
      const db = await migratedDatabase(databases, databaseId);
      const ids = Array.from({ length: 2000 }, (_, n) => `application-${n}`);
      const entityRef = 'component:default/web';
      // All are written at first, then all are changed, then half of them go.
      for (const [confirmed, some] of [
        [false, ids],
        [true, ids],
        [true, ids.slice(1000)],
      ] as const) {
        const wanted = some.map(applicationId => ({
          ...{ entityRef, applicationId, confirmed },
        }));
        const changed = await Promise.all([
          replaceBindings(db, wanted),
          replaceBindings(db, [...wanted].reverse()),
        ]);
        // Who comes second finds it done.
        const told = changed.flat();
        expect(new Set(told).size).toBe(told.length);
        const rows = await db('application_bindings').orderBy('application_id');
        expect(
          rows.map(row => [row.application_id, Boolean(row.confirmed)]),
        ).toEqual([...some].sort().map(id => [id, confirmed]));
      }
    });
  },
);
