import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { Lease } from './Lease';
import { LeaseLostError } from './LeaseLostError';
import { Leases } from './Leases';

const databases = testDatabases();
const LONG_MS = 3_600_000;
const SHORT_MS = 300;

describe.each(databases.eachSupportedId())('leases on %p', databaseId => {
  let db: Knex;
  let held: Lease[] = [];

  beforeEach(async () => {
    db = await migratedDatabase(databases, databaseId);
  });
  afterEach(async () => {
    await Promise.all(held.map(lease => lease.release()));
    held = [];
  });

  const leases = (timeToLiveMs: number) => new Leases(db, timeToLiveMs);
  async function acquired(from: Leases, name = 'one'): Promise<Lease> {
    const lease = await eventually(async () => {
      const taken = await from.acquire(name);
      if (!taken) throw new Error('It is held');
      return taken;
    });
    held.push(lease);
    return lease;
  }
  /** As if its holder had not been heard of for so long. */
  const expire = () => db('leases').update({ until_ms: 0 });
  const names = async () => db('git_repositories').select('key');
  const write = (tx: Knex, key: string) =>
    tx('git_repositories').insert({ key, url: key, state: 'indexing' });

  it('are one holder at a time, by name', async () => {
    const [one, other] = [leases(LONG_MS), leases(LONG_MS)];
    const tries = await Promise.all(
      [one, other, one, other].map(each => each.acquire('one')),
    );
    const taken = tries.flatMap(lease => lease ?? []);
    held.push(...taken);
    expect(taken).toHaveLength(1);
    held.push(await acquired(other, 'two'));
  });

  it('can be taken at once when they were released', async () => {
    const lease = await acquired(leases(LONG_MS));
    await lease.release();
    const next = await leases(LONG_MS).acquire('one');
    expect(next).toBeDefined();
    await expect(lease.write(tx => write(tx, 'late'))).rejects.toThrow(
      LeaseLostError,
    );
    await next?.release();
    expect(await names()).toEqual([]);
  });

  it('last while their holder lives, and not much longer', async () => {
    const lease = await acquired(leases(SHORT_MS));
    const until = async () => Number((await db('leases').first()).until_ms);
    const first = await until();
    // Long over, had it not been renewed.
    await eventually(async () =>
      expect(await until()).toBeGreaterThan(first + 2 * SHORT_MS),
    );
    expect(await leases(SHORT_MS).acquire('one')).toBeUndefined();
    expect(lease.signal.aborted).toBe(false);
    await lease.write(tx => write(tx, 'held'));
    expect(await names()).toEqual([{ key: 'held' }]);
  });

  it('let nobody write who was overtaken, before or while it writes', async () => {
    const lease = await acquired(leases(LONG_MS));
    await expire();
    await acquired(leases(LONG_MS));
    await expect(lease.write(tx => write(tx, 'late'))).rejects.toThrow(
      'Another replica has taken over one',
    );
    expect(lease.signal.aborted).toBe(true);
    expect(await names()).toEqual([]);
  });

  it('tell a holder that it was overtaken', async () => {
    const lease = await acquired(leases(SHORT_MS));
    await db('leases').update({ holder: 'another' });
    await eventually(() => expect(lease.signal.aborted).toBe(true));
    expect(lease.signal.reason).toBeInstanceOf(LeaseLostError);
  });

  it('leave an error that is not theirs as it is', async () => {
    const lease = await acquired(leases(LONG_MS));
    await expect(
      lease.write(async tx => {
        await write(tx, 'broken');
        throw new Error('Something else');
      }),
    ).rejects.toThrow('Something else');
    expect(await names()).toEqual([]);
    await lease.write(tx => write(tx, 'whole'));
    expect(await names()).toEqual([{ key: 'whole' }]);
  });
});

// SQLite has one connection: nobody overtakes between its statements.
const shared = databases
  .eachSupportedId()
  .filter(([id]) => id.startsWith('POSTGRES'));

(shared.length > 0 ? describe : describe.skip)(
  'a holder that stands still',
  () => {
    it('commits nothing once it is overtaken, and keeps nobody waiting', async () => {
      const [[databaseId]] = shared;
      const db = await migratedDatabase(databases, databaseId);
      const add = (tx: Knex) =>
        tx('git_repositories').insert({
          key: 'one',
          url: '',
          state: 'indexing',
        });

      const lease = await new Leases(db, SHORT_MS).acquire('one');
      const stands = lease?.write(async tx => {
        await add(tx);
        await db('leases').update({ until_ms: 0, holder: 'another', token: 9 });
        // The same row: free once the other one has stood still for too long.
        await add(db);
      });
      await expect(stands).rejects.toThrow(LeaseLostError);
      expect(await db('git_repositories')).toHaveLength(1);
      await lease?.release();
    });
  },
);
