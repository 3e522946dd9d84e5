import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { GitServer, startGitServer } from './__testUtils__/gitServer';
import { allRows, indexDump } from './__testUtils__/indexDump';
import { databaseOf, IndexerProcess } from './__testUtils__/IndexerProcess';
import { longHistory } from './__testUtils__/longHistory';
import {
  integrationsFor,
  migrate,
  temporaryDirectory,
  testHistory,
} from './__testUtils__/testHistory';
import {
  createTestRepository,
  EPOCH,
  TestRepository,
} from './__testUtils__/testRepository';

const COMMITS = 4_000;
const LEASE_MS = 1_000;
const NOW_MS = (EPOCH + 10_000_000) * 1_000;

// SQLite is for one replica.
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ids = databases.eachSupportedId();

(ids.length > 0 ? describe : describe.skip)(
  'a replica that stands still',
  () => {
    const root = temporaryDirectory();
    let server: GitServer;
    let repository: TestRepository;
    let replicas: IndexerProcess[] = [];
    let count = 0;

    beforeAll(async () => {
      server = await startGitServer(root);
      repository = createTestRepository(root, 'long');
      repository.fastImport(longHistory(COMMITS));
    });
    afterEach(async () => {
      await Promise.all(replicas.map(replica => replica.kill()));
      replicas = [];
    });
    afterAll(async () => {
      await server.close();
    });

    /** A database in which an application is known, and nothing of its repository. */
    async function prepare(): Promise<Knex> {
      const [[id]] = ids;
      const db = await databases.init(id);
      await migrate(db);
      await testHistory({
        database: db,
        integrations: integrationsFor([server.host]),
        directory: root,
      }).track({
        id: 'one',
        sources: [
          {
            repoUrl: `${server.url}/long.git`,
            path: 'apps/area1',
            deployedRevision: repository.git('rev-parse', 'main'),
          },
        ],
      });
      return db;
    }

    async function start(db: Knex, name: string): Promise<IndexerProcess> {
      const replica = new IndexerProcess();
      replicas.push(replica);
      count += 1;
      const { connection, ...database } = databaseOf(db);
      await replica.start({
        database: {
          ...database,
          connection: { ...Object(connection), application_name: name },
        },
        host: { host: server.host, baseUrl: server.url },
        directory: join(root, `mirrors${count}`),
        intervalMs: 3_600_000,
        leaseMs: LEASE_MS,
        nowMs: NOW_MS,
      });
      return replica;
    }

    const row = (db: Knex) => db('git_repositories').first();
    const indexed = (db: Knex) =>
      eventually(async () => expect((await row(db)).state).toBe('current'));

    /** Stops it in the middle of its work, as seen from the database. */
    async function stopWhile(
      db: Knex,
      replica: IndexerProcess,
      isInTransaction: boolean,
    ): Promise<void> {
      await eventually(async () => {
        replica.stop();
        const sessions: Array<{ state: string }> = await db('pg_stat_activity')
          .where({ application_name: 'first' })
          .whereNot({ state: 'active' })
          .select('state');
        const { state, progress_done: done } = await row(db);
        const isInside = sessions.some(
          session => session.state === 'idle in transaction',
        );
        if (state === 'indexing' && done > 0 && isInside === isInTransaction) {
          return;
        }
        replica.continue();
        expect(state).toBe('indexing');
        throw new Error('Not yet');
      });
    }

    it.each([
      ['in the middle of a transaction', true],
      ['between two transactions', false],
    ])(
      'stopped %s, is overtaken, and writes nothing when it goes on',
      async (_, isInTransaction) => {
        const undisturbed = await prepare();
        await start(undisturbed, 'alone');
        await indexed(undisturbed);
        const expected = await indexDump(undisturbed);

        const db = await prepare();
        const first = await start(db, 'first');
        await stopWhile(db, first, isInTransaction);
        const { holder } = await db('leases').first();
        await start(db, 'second');
        await indexed(db);
        expect((await db('leases').first()).holder).not.toBe(holder);
        expect(await indexDump(db)).toEqual(expected);

        const before = await rowsOf(db);
        first.continue();
        await eventually(() =>
          expect(first.said).toContain(
            'info: Another replica has taken over a Git repository; this one writes nothing more of it',
          ),
        );
        expect(await rowsOf(db)).toEqual(before);
        expect(first.said.filter(said => /^(warn|error)/.test(said))).toEqual(
          [],
        );
      },
    );

    /** All rows, ids too; but soon it asks in its turn, and that is noted. */
    async function rowsOf(db: Knex) {
      const rows = await allRows(db, 'git_');
      const { checked_at_ms: _, ...health } = await row(db);
      return { ...rows, git_repositories: health };
    }
  },
);
