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

const FIRST = 1_300;
const MORE = 300;
const PATIENCE_MS = 120_000;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe.each([
  { id: 'SQLite', seeds: [1, 2, 3, 4, 5], times: 10 },
  ...databases.eachSupportedId().map(([id]) => ({ id, seeds: [6], times: 4 })),
] as const)('an indexer on $id', ({ id, seeds, times }) => {
  const root = temporaryDirectory();
  let server: GitServer;
  let repository: TestRepository;
  /** The branch stands at the first of them, and later at the second. */
  let tips: string[];
  /** The next one loads while another one works. */
  let next: IndexerProcess;
  let count = 0;
  let expected: Record<string, string[]>;
  /** How long that takes undisturbed, by tip, in ms. */
  const lasted: number[] = [];

  beforeAll(async () => {
    server = await startGitServer(root);
    repository = createTestRepository(root, 'long');
    tips = [];
    for (const history of [longHistory(FIRST), longHistory(MORE, FIRST)]) {
      repository.fastImport(history);
      tips.push(repository.git('rev-parse', 'main'));
    }
    next = new IndexerProcess();

    const undisturbed = await prepare();
    for (const tip of tips) {
      const begun = Date.now();
      await index(undisturbed, tip, () => Infinity);
      lasted.push(Date.now() - begun);
    }
    expected = await indexDump(undisturbed.db);
    await undisturbed.db.destroy();
  });
  afterAll(async () => {
    await next?.kill();
    await server?.close();
  });

  async function open(directory: string): Promise<Knex> {
    if (id !== 'SQLite') return databases.init(id);
    return knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(directory, 'index.sqlite') },
      useNullAsDefault: true,
    });
  }

  /** An empty index, in which nothing but an application is known. */
  async function prepare() {
    count += 1;
    const directory = join(root, `run${count}`);
    mkdirSync(directory);
    const db = await open(directory);
    await migrate(db);
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
   * Has the branch moved to a tip and indexed, by one process after the other.
   *
   * @param given - milliseconds until the next one is killed, after so many were
   * @returns how many were
   */
  async function index(
    { db, directory }: { db: Knex; directory: string },
    tip: string,
    given: (killed: number) => number,
  ): Promise<number> {
    repository.git('update-ref', 'refs/heads/main', tip);
    const isDone = async () => {
      const row = await db('git_repositories').first('trunk_sha', 'state');
      return row.trunk_sha === tip && row.state === 'current';
    };
    for (let killed = 0; ; killed += 1) {
      const indexer = next;
      next = new IndexerProcess();
      // As if that long had passed.
      await db('leases').update({ until_ms: 0 });
      await indexer.start({
        database: databaseOf(db),
        host: { host: server.host, baseUrl: server.url },
        directory,
        intervalMs: 100,
        leaseMs: 30_000,
        nowMs: (EPOCH + 10_000_000) * 1_000,
      });
      const begun = Date.now();
      const end = begun + given(killed);
      let done = false;
      while (!done && Date.now() < end) {
        await new Promise(resolve => setTimeout(resolve, 15));
        done = await isDone();
        if (Date.now() - begun > PATIENCE_MS) {
          throw new Error(`It is not indexed; it said: ${indexer.said}`);
        }
      }
      await indexer.kill();
      if (done) return killed;
    }
  }

  it.each(seeds)(
    `that is killed ${times} times ends with the same index (%d)`,
    async seed => {
      const random = seeded(seed);
      /** At some of them it has finished. */
      const moments = (enough: number, left: number) => (before: number) =>
        before < left ? random() * 1.1 * enough : Infinity;
      let killed = 0;
      while (killed < times) {
        const run = await prepare();
        for (const [n, tip] of tips.entries()) {
          killed += await index(run, tip, moments(lasted[n], times - killed));
        }
        expect(await indexDump(run.db)).toEqual(expected);
        expect(await run.db('git_commits')).toHaveLength(FIRST + MORE);
        await run.db.destroy();
      }
    },
  );
});
