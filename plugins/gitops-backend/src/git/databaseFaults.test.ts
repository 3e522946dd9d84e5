import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { ready } from './__testUtils__/describeHistory';
import { GitServer, startGitServer } from './__testUtils__/gitServer';
import { longHistory } from './__testUtils__/longHistory';
import {
  allCommits,
  integrationsFor,
  migrate,
  temporaryDirectory,
  testHistory,
  until,
} from './__testUtils__/testHistory';
import {
  createTestRepository,
  TestRepository,
} from './__testUtils__/testRepository';
import { ensureRepository } from './store/ensureRepository';
import { GitHistory } from './types';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const shared = databases.eachSupportedId();

describe('a database that fails', () => {
  const root = temporaryDirectory();
  let server: GitServer;
  let repository: TestRepository;
  let tip: string;
  let history: GitHistory | undefined;

  beforeAll(async () => {
    server = await startGitServer(root);
    repository = createTestRepository(root, 'long');
    repository.fastImport(longHistory(3_000));
    tip = repository.git('rev-parse', 'main');
  });
  afterEach(async () => {
    await history?.stop();
  });
  afterAll(async () => {
    await server.close();
  });

  async function open(database: Knex, name: string) {
    await migrate(database);
    const logger = mockServices.logger.mock();
    history = testHistory({
      database,
      logger,
      integrations: integrationsFor([server.host]),
      directory: join(root, name),
    });
    await history.track({
      id: 'one',
      sources: [
        {
          repoUrl: `${server.url}/long.git`,
          path: 'apps/area1',
          deployedRevision: tip,
        },
      ],
    });
    return { history, logger };
  }

  /** What its index has in the end, in any order. */
  async function finished(of: GitHistory): Promise<string[]> {
    await ready(of, 'one', tip);
    const commits = await allCommits(of, ['one']);
    return commits.map(({ sha }) => sha).sort();
  }
  const whole = () => repository.log('apps/area1', 'main').sort();

  it('is asked again when somebody else has locked it (SQLITE_BUSY)', async () => {
    const connect = () =>
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(root, 'index.sqlite') },
        useNullAsDefault: true,
        pool: {
          min: 1,
          max: 1,
          afterCreate(
            connection: { pragma(text: string): void },
            done: (error: Error | null, connection: unknown) => void,
          ) {
            connection.pragma('busy_timeout = 20');
            done(null, connection);
          },
        },
      });
    const [database, other] = [connect(), connect()];
    const { history: waiting, logger } = await open(database, 'busy');
    await other.raw('begin immediate');
    await waiting.start();
    await until(
      async () => logger.warn.mock.calls.map(([said]) => said),
      said =>
        said.includes(
          'A Git repository could not be read: The index could not be written (SQLITE_BUSY)',
        ),
    );
    await other.raw('commit');
    expect(await finished(waiting)).toEqual(whole());
    await waiting.stop();
    await Promise.all([database.destroy(), other.destroy()]);
  });

  it('does not stand in the way because of what nobody needs', async () => {
    const database = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const { history: kept, logger } = await open(database, 'kept');
    const url = 'https://git.example.com/unused.git';
    await ensureRepository(database, { key: url, url });
    await database.raw(
      `create trigger kept before delete on git_repositories begin
        select raise(abort, 'It stays'); end`,
    );
    await kept.start();
    expect(logger.warn.mock.calls.map(([said]) => said)).toEqual([
      expect.stringMatching(/^Git repositories that no application names /),
    ]);
    expect(await finished(kept)).toEqual(whole());
    await kept.stop();
    await database.destroy();
  });

  (shared.length > 0 ? describe : describe.skip)(
    'and ends all connections',
    () => {
      it('goes on where it was once it is back', async () => {
        const [[id]] = shared;
        const database = await databases.init(id);
        const { history: cut } = await open(database, 'cut');
        await cut.start();
        await until(
          () => cut.repositories(),
          ([{ progress }]) => progress !== null,
        );
        await database('pg_stat_activity')
          .whereRaw('datname = current_database() and pid <> pg_backend_pid()')
          .select(database.raw('pg_terminate_backend(pid)'));
        expect(await finished(cut)).toEqual(whole());
      });
    },
  );
});
