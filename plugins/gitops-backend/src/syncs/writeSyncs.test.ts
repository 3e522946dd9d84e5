import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store, writeOf } from '../__testUtils__/stored';
import { removeApplications } from '../store/removeApplications';
import { saveApplications } from '../store/saveApplications';
import { SyncRow } from './rows';
import { sweepHistory } from './sweepHistory';

const databases = testDatabases();

const run = (part: Partial<ObservedSync> = {}): ObservedSync => ({
  key: 'h1',
  phase: 'Succeeded',
  deployed: true,
  revisions: ['1'.repeat(40)],
  startedAt: '2026-11-20T09:00:00.000Z',
  finishedAt: '2026-11-20T09:00:05.000Z',
  ...part,
});

describe.each(databases.eachSupportedId())('syncs on %p', databaseId => {
  const open = () => migratedDatabase(databases, databaseId);
  const rows = (db: Knex): Promise<SyncRow[]> => db('syncs').orderBy('at');

  it('are written with the application by one of two that saw them', async () => {
    const db = await open();
    const seen = observedApplication({ syncs: [run()] });
    const both = [await writeOf(db, seen), await writeOf(db, seen)];
    for (const write of both) await saveApplications(db, [write]);
    expect(await rows(db)).toHaveLength(1);
  });

  it('keep id and place when more is known', async () => {
    const db = await open();
    const begun = { key: 'o1', phase: 'Running', deployed: false } as const;
    await store(
      db,
      observedApplication({
        syncs: [run({ ...begun, finishedAt: undefined })],
      }),
    );
    const [before] = await rows(db);
    const repeats = { count: 3, lastAt: '2026-11-20T09:30:00.000Z' };
    await store(
      db,
      observedApplication({ syncs: [run({ formerKey: 'o1', repeats })] }),
    );
    expect(await rows(db)).toEqual([
      {
        ...before,
        key: 'h1',
        phase: 'Succeeded',
        deployed: before.deployed === false ? true : 1,
        finished_at: '2026-11-20T09:00:05.000Z',
        repeats: JSON.stringify(repeats),
      },
    ]);
  });

  it('keep what the engine told once when it knows less of them', async () => {
    const db = await open();
    const person = { name: 'user:default/robin', automated: false };
    const told = { message: 'done', initiatedBy: person };
    await store(db, observedApplication({ syncs: [run(told)] }));
    const account = { name: 'portal', automated: false };
    const later = run({ initiatedBy: account, revisions: [] });
    await store(db, observedApplication({ syncs: [later] }));
    expect(await rows(db)).toMatchObject([
      {
        message: 'done',
        initiated_by: JSON.stringify(person),
        revisions: JSON.stringify(run().revisions),
      },
    ]);
  });

  it('do not keep what was said of another end', async () => {
    const db = await open();
    const failed = { phase: 'Failed', deployed: false } as const;
    await store(
      db,
      observedApplication({
        syncs: [run({ ...failed, message: 'No patch', revisions: ['1.1.0'] })],
      }),
    );
    await store(
      db,
      observedApplication({ syncs: [run({ revisions: ['1.2.0'] })] }),
    );
    expect(await rows(db)).toMatchObject([
      { phase: 'Succeeded', message: null, revisions: '["1.2.0"]' },
    ]);
  });

  it('are none of their own where they are the same again', async () => {
    const db = await open();
    const again = run({ key: 'try', phase: 'Running', deployed: false });
    await store(db, observedApplication({ syncs: [run(), again] }));
    await store(
      db,
      observedApplication({ syncs: [run({ formerKey: 'try' })] }),
    );
    expect(await rows(db)).toMatchObject([{ key: 'h1', phase: 'Succeeded' }]);
  });

  it('are there once where a replica that is behind looks, too', async () => {
    const db = await open();
    const begun = observedApplication({
      syncs: [run({ key: 'o1', phase: 'Running', deployed: false })],
    });
    const ended = observedApplication({ syncs: [run({ formerKey: 'o1' })] });
    for (const seen of [begun, ended, begun, ended]) await store(db, seen);
    expect(await rows(db)).toMatchObject([{ key: 'h1', phase: 'Succeeded' }]);
  });

  it('are there once where it ended while nobody looked, by what was there then', async () => {
    const db = await open();
    const begun = run({ key: 'o1', phase: 'Running', deployed: false });
    const id = await store(db, observedApplication({ syncs: [begun] }));
    const [before] = await rows(db);
    await removeApplications(db, [id]);
    await store(db, observedApplication({ syncs: [run({ formerKey: 'o1' })] }));
    expect(await rows(db)).toMatchObject([
      { id: before.id, key: 'h1', phase: 'Succeeded' },
    ]);
  });

  it('are there once where a look in between did not have it', async () => {
    const db = await open();
    const begun = run({ key: 'o1', phase: 'Running', deployed: false });
    await store(db, observedApplication({ syncs: [begun] }));
    await store(db, observedApplication({ syncs: [] }));
    await store(db, observedApplication({ syncs: [run({ formerKey: 'o1' })] }));
    expect(await rows(db)).toMatchObject([{ key: 'h1', phase: 'Succeeded' }]);
  });

  it('are not under way for ever where it is not known what was seen last', async () => {
    const db = await open();
    const begun = run({ key: 'o1', phase: 'Running', deployed: false });
    await store(db, observedApplication({ syncs: [begun] }));
    await db('applications').update({ observed: '{}' });
    await store(db, observedApplication({ syncs: [run({ key: 'h2' })] }));
    expect(
      (await rows(db)).map(({ key, phase }) => `${key} ${phase}`).sort(),
    ).toEqual(['h2 Succeeded', 'o1 Unknown']);
  });

  it('that failed stay as they were where the next try succeeds', async () => {
    const db = await open();
    const failed = run({ key: 'try', phase: 'Failed', deployed: false });
    await store(db, observedApplication({ syncs: [failed] }));
    await store(
      db,
      observedApplication({ syncs: [run({ formerKey: 'try' })] }),
    );
    expect(
      (await rows(db)).map(({ key, phase }) => `${key} ${phase}`).sort(),
    ).toEqual(['h1 Succeeded', 'try Failed']);
  });

  it('outlive the application, but not as under way', async () => {
    const db = await open();
    const syncs = [run(), run({ key: 'o2', phase: 'Running' })];
    const id = await store(db, observedApplication({ syncs }));
    await removeApplications(db, [id]);
    expect((await rows(db)).map(({ phase }) => phase).sort()).toEqual([
      'Succeeded',
      'Unknown',
    ]);
    await store(db, observedApplication({ uid: 'uid-2', syncs: [run()] }));
    expect(await rows(db)).toHaveLength(3);
  });

  it('have no place in the future, whatever the clock of the engine', async () => {
    const db = await open();
    const now = '2026-11-20T10:00:00.000Z';
    const startedAt = '9999-12-31T23:59:59.000Z';
    const syncs = [run(), run({ key: 'h2', startedAt })];
    await store(db, observedApplication({ syncs }), { now });
    expect(await rows(db)).toMatchObject([
      { key: 'h1', at: run().startedAt },
      { key: 'h2', at: now, started_at: startedAt },
    ]);
  });

  it('are forgotten after their time, of which the oldest come first', async () => {
    const db = await open();
    const startedAt = new Date().toISOString();
    const syncs = [run(), run({ key: 'h2', startedAt })];
    await store(db, observedApplication({ syncs }), { now: startedAt });
    await sweepHistory(db, 3_600_000);
    expect((await rows(db)).map(({ key }) => key)).toEqual(['h2']);
  });
});
