import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { GitServer, startGitServer } from './__testUtils__/gitServer';
import { indexDump } from './__testUtils__/indexDump';
import { databaseOf, IndexerProcess } from './__testUtils__/IndexerProcess';
import { longHistory } from './__testUtils__/longHistory';
import { seeded } from './__testUtils__/seeded';
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

const FIRST = 2_000;
const MORE = 500;
const LEASE_MS = 300;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe('an indexer that is killed again and again', () => {
  const root = temporaryDirectory();
  let server: GitServer;
  let repository: TestRepository;
  /** The branch stands at the first of them, and later at the second. */
  let tips: string[];
  /** The next one loads while another one works. */
  let next: IndexerProcess;
  let count = 0;

  beforeAll(async () => {
    server = await startGitServer(root);
    repository = createTestRepository(root, 'long');
    tips = [];
    for (const history of [longHistory(FIRST), longHistory(MORE, FIRST)]) {
      repository.fastImport(history);
      tips.push(repository.git('rev-parse', 'main'));
    }
    next = new IndexerProcess();
  });
  afterAll(async () => {
    await next?.kill();
    await server?.close();
  });

  const pushTo = (tip: string) =>
    repository.git('update-ref', 'refs/heads/main', tip);

  /** An empty index, in which nothing but an application is known. */
  async function prepare(open: () => Promise<Knex>) {
    count += 1;
    const directory = join(root, `run${count}`);
    mkdirSync(directory);
    const db = await open();
    await migrate(db);
    pushTo(tips[0]);
    const integrations = integrationsFor([server.host]);
    await testHistory({ database: db, integrations, directory }).track({
      id: 'one',
      sources: [
        {
          repoUrl: `${server.url}/long.git`,
          path: 'apps/area1',
          deployedRevision: tips[0],
        },
      ],
    });
    return { db, directory };
  }

  /**
   * Has the branch indexed up to a tip, by one process after the other.
   *
   * @param given - milliseconds until the next one is killed
   * @returns how many were
   */
  async function index(
    { db, directory }: { db: Knex; directory: string },
    tip: string,
    given: () => number,
  ): Promise<number> {
    const isDone = async () => {
      const row = await db('git_repositories').first('trunk_sha', 'state');
      return row.trunk_sha === tip && row.state === 'current';
    };
    for (let killed = 0; ; killed += 1) {
      const indexer = next;
      next = new IndexerProcess();
      await indexer.start({
        database: databaseOf(db),
        host: { host: server.host, baseUrl: server.url },
        directory,
        intervalMs: 100,
        leaseMs: LEASE_MS,
        nowMs: (EPOCH + 10_000_000) * 1_000,
      });
      const end = Date.now() + given();
      let done = false;
      while (!done && Date.now() < end) {
        await new Promise(resolve => setTimeout(resolve, 15));
        done = await isDone();
      }
      await indexer.kill();
      if (done) return killed;
    }
  }

  it.each([
    ['SQLite', 50],
    ...databases.eachSupportedId().map(([id]) => [id, 5] as const),
  ] as const)(
    'on %s, %d times, ends with the same index',
    async (id, times) => {
      const open = async () => {
        if (id !== 'SQLite') return databases.init(id);
        return knexFactory({
          client: 'better-sqlite3',
          connection: { filename: join(root, `run${count}`, 'index.sqlite') },
          useNullAsDefault: true,
        });
      };

      const undisturbed = await prepare(open);
      const lasted: number[] = [];
      for (const tip of tips) {
        pushTo(tip);
        const begun = Date.now();
        await index(undisturbed, tip, () => Infinity);
        lasted.push(Date.now() - begun);
      }
      const expected = await indexDump(undisturbed.db);
      await undisturbed.db.destroy();
      expect(expected.git_commits).toHaveLength(FIRST + MORE);

      const random = seeded(1);
      let killed = 0;
      let finished = 0;
      while (killed < times) {
        const run = await prepare(open);
        for (const [n, tip] of tips.entries()) {
          pushTo(tip);
          // Some get to finish.
          killed += await index(run, tip, () => random() * 1.2 * lasted[n]);
        }
        expect(await indexDump(run.db)).toEqual(expected);
        await run.db.destroy();
        finished += 1;
      }
      console.log({ lasted, killed, finished });
    },
  );
});
