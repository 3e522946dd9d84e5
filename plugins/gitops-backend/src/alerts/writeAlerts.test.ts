import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { driftedField, driftOf } from '../__testUtils__/driftedField';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store, writeOf } from '../__testUtils__/stored';
import { saveApplications } from '../store/saveApplications';
import { pageAlerts } from './pageAlerts';

const databases = testDatabases();

const drifting = (...fields: Parameters<typeof driftOf>) =>
  observedApplication({
    sync: { status: 'OutOfSync' },
    drift: driftOf(...fields),
  });

describe.each(databases.eachSupportedId())('alerts on %p', databaseId => {
  const open = () => migratedDatabase(databases, databaseId);

  it('are not written for whoever was overtaken', async () => {
    const db = await open();
    const late = await writeOf(db, drifting(driftedField()));
    await store(db, observedApplication());
    expect(await saveApplications(db, [late])).toEqual([late.record.id]);
    expect(await db('alerts')).toEqual([]);
    expect(await db('alert_deliveries')).toEqual([]);
  });

  it('are not written without the application', async () => {
    const db = await open();
    const write = await writeOf(db, drifting(driftedField()));
    await db.schema.renameTable('alert_deliveries', 'elsewhere');
    await expect(saveApplications(db, [write])).rejects.toThrow(
      'alert_deliveries',
    );
    expect(await db('applications')).toEqual([]);
    expect(await db('alerts')).toEqual([]);
    await db.schema.renameTable('elsewhere', 'alert_deliveries');
  });

  it('carry the newest fields, and are told no second time', async () => {
    const db = await open();
    await store(db, drifting(driftedField()), { environment: 'staging' });
    await store(db, drifting(driftedField(), driftedField({ path: 'b' })), {
      environment: 'production',
    });
    expect(await pageAlerts(db, { status: 'open', limit: 9 })).toMatchObject({
      items: [
        { application: { environment: 'production' }, drift: { total: 2 } },
      ],
      totalItems: 1,
    });
    expect(await db('alert_deliveries')).toHaveLength(2);
  });

  it('end even if nobody can read them any more', async () => {
    const db = await open();
    await store(db, drifting(driftedField()));
    await db('alerts').update({ drift: '{}' });
    expect((await pageAlerts(db, { status: 'open', limit: 9 })).items).toEqual(
      [],
    );
    await store(db, observedApplication());
    expect(await db('alerts').where({ status: 'open' })).toEqual([]);
  });
});
