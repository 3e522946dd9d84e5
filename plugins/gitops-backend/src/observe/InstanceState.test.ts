import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { InMemoryInstance } from '../__testUtils__/InMemoryEngine';
import { listInstances } from '../store/instances';
import { InstanceState } from './InstanceState';

const databases = testDatabases();
const at = (time: string) => `2026-11-20T10:${time}.000Z`;

describe.each(databases.eachSupportedId())(
  'InstanceState on %p',
  databaseId => {
    async function start() {
      const db = await migratedDatabase(databases, databaseId);
      const open = () =>
        InstanceState.open(db, 'argocd', new InMemoryInstance('main'));
      return { db, open };
    }

    it('keeps when nobody observed the instance', async () => {
      const { db, open } = await start();
      await (await open()).seen(at('00:00'));
      await (await open()).seen(at('00:40'));
      expect(await db('unobserved')).toEqual([
        {
          engine: 'argocd',
          instance: 'main',
          from: at('00:00'),
          to: at('00:40'),
        },
      ]);
    });

    it('keeps nothing of when another process did', async () => {
      const { db, open } = await start();
      await (await open()).seen(at('00:00'));
      const cutOff = await open();
      await (await open()).seen(at('00:20'));
      await cutOff.failed(new Error('connect ECONNREFUSED'));
      expect(await listInstances(db)).toMatchObject([
        { lastSeenAt: at('00:20') },
      ]);
      await (await open()).seen(at('00:40'));
      await cutOff.seen(at('00:45'));
      expect(await db('unobserved')).toEqual([]);
    });
  },
);
