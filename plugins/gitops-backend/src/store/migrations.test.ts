import { readdirSync } from 'fs';
import { testDatabases } from '../__testUtils__/databases';
import { migrationsDirectory } from './migrate';

const TABLES = ['instances', 'applications', 'application_bindings'];
const databases = testDatabases();

describe.each(databases.eachSupportedId())('migrations on %p', databaseId => {
  it('go up and down, step by step, and up again', async () => {
    const db = await databases.init(databaseId);
    const config = { directory: migrationsDirectory() };
    const present = () =>
      Promise.all(TABLES.map(table => db.schema.hasTable(table)));
    const files = readdirSync(config.directory);

    for (const _ of files) await db.migrate.up(config);
    expect(await present()).toEqual([true, true, true]);

    for (const _ of files) await db.migrate.down(config);
    expect(await present()).toEqual([false, false, false]);

    await db.migrate.latest(config);
    expect(await present()).toEqual([true, true, true]);
  });
});
