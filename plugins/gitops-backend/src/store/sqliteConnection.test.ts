import { TestDatabases } from '@backstage/backend-test-utils';
import { keepPrepared, withSqlite } from './sqliteConnection';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('keepPrepared', () => {
  async function open() {
    const db = await databases.init('SQLITE_3');
    const prepared: string[] = [];
    await withSqlite(db, connection => {
      const prepare = connection.prepare.bind(connection);
      connection.prepare = sql => {
        prepared.push(sql);
        return prepare(sql);
      };
    });
    await keepPrepared(db);
    return { db, prepared };
  }

  it('prepares once what runs again, whatever its values', async () => {
    const { db, prepared } = await open();
    await keepPrepared(db);
    await db.schema.createTable('things', table => table.integer('id'));
    for (const id of [1, 2, 3]) await db('things').insert({ id });
    expect(await db('things').where({ id: 2 })).toEqual([{ id: 2 }]);
    expect(await db('things').where({ id: 3 })).toEqual([{ id: 3 }]);
    expect(prepared.filter(sql => sql.startsWith('insert'))).toHaveLength(1);
    expect(prepared.filter(sql => sql.startsWith('select'))).toHaveLength(1);
  });

  it('hides values from the planner, and takes no other question mark for one', async () => {
    const { db, prepared } = await open();
    const marks = "select 'it''s ?' as \"a?\", 1 as `b?`";
    expect(await db.raw(marks)).toEqual([{ 'a?': "it's ?", 'b?': 1 }]);
    expect(prepared.at(-1)).toBe(marks);
    const values = db.raw('select ? as a, typeof(?) as b limit ?', ['x', 1, 1]);
    expect(await values).toEqual([{ a: 'x', b: 'real' }]);
    expect(prepared.at(-1)).toBe('select +? as a, typeof(+?) as b limit +?');
  });

  it('answers by the present schema', async () => {
    const { db } = await open();
    await db.schema.createTable('things', table => table.integer('id'));
    await db('things').insert({ id: 1 });
    expect(await db('things')).toEqual([{ id: 1 }]);
    await db.schema.alterTable('things', table => table.text('name'));
    expect(await db('things')).toEqual([{ id: 1, name: null }]);
  });

  it('keeps those that were used last', async () => {
    const { db, prepared } = await open();
    const select = (n: number) => db.raw(`select ${n} as n`);
    await select(0);
    for (let n = 1; n <= 500; n++) {
      await select(n);
      await select(0);
    }
    await select(1);
    expect(prepared.filter(sql => sql === 'select 0 as n')).toHaveLength(1);
    expect(prepared.filter(sql => sql === 'select 1 as n')).toHaveLength(2);
  });
});
