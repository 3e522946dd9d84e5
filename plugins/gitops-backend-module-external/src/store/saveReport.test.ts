import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { stack } from '../__testUtils__/reports';
import { reportSchema } from '../report/report';
import { migrations } from './migrate';
import { readAll, readNewer, readState } from './readReports';
import { MAX_APPLICATIONS, saveReport } from './saveReport';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const AT = '2026-11-20T10:00:00.000Z';
const TABLES = ['external_instances', 'external_applications'];

const numbered = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => stack(`${prefix}${index}`));

describe.each(databases.eachSupportedId())('saveReport on %p', id => {
  let db: Knex;

  beforeEach(async () => {
    db = await databases.init(id);
    await db.migrate.latest(migrations);
  });

  const save = (applications: object[], instance = 'terraform') =>
    saveReport(db, reportSchema.parse({ instance, applications }), AT);

  it('loses none of those that come at the same time', async () => {
    const counts = await Promise.all(
      ['a', 'b', 'c', 'd'].map(prefix => save(numbered(120, prefix))),
    );
    expect(Math.max(...counts)).toBe(480);
    expect(await readAll(db, 'terraform')).toHaveLength(480);
    expect(await readState(db, 'terraform')).toEqual({
      version: 4,
      relistVersion: 0,
      reportedAt: AT,
    });
  });

  it('tells those that are newer than a version', async () => {
    await save([stack('a'), stack('b')]);
    await save([stack('b')]);
    const names = async (version: number) =>
      (await readNewer(db, 'terraform', version)).map(
        ({ observed }) => observed.name,
      );
    expect(await names(0)).toEqual(['a', 'b']);
    expect(await names(1)).toEqual(['b']);
    expect(await names(2)).toEqual([]);
  });

  it('keeps instances apart', async () => {
    await save([stack('a')]);
    await save([stack('a')], 'machines');
    const emptied = { instance: 'machines', complete: true, applications: [] };
    await saveReport(db, reportSchema.parse(emptied), AT);
    expect(await readAll(db, 'machines')).toEqual([]);
    expect(await readAll(db, 'terraform')).toHaveLength(1);
  });

  it('keeps nothing of a report that is one too many', async () => {
    for (let start = 0; start < MAX_APPLICATIONS; start += 1000) {
      await save(numbered(1000, `s${start}-`));
    }
    await expect(save([stack('more')])).rejects.toThrow(
      'would have 5001 applications, but may have 5000',
    );
    expect(await readNewer(db, 'terraform', 5)).toEqual([]);
    expect(await readState(db, 'terraform')).toMatchObject({ version: 5 });
  });
});

describe.each(databases.eachSupportedId())('migrations on %p', id => {
  it('go up and down and up again, beside those of the plugin', async () => {
    const db = await databases.init(id);
    const present = () =>
      Promise.all(TABLES.map(table => db.schema.hasTable(table)));
    await db.migrate.latest(migrations);
    expect(await present()).toEqual([true, true]);
    await db.migrate.down(migrations);
    expect(await present()).toEqual([false, false]);
    await db.migrate.latest(migrations);
    expect(await present()).toEqual([true, true]);
    expect(await db.schema.hasTable('knex_migrations')).toBe(false);
  });
});
