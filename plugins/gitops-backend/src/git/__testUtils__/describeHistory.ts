import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { GitFacts, GitHistory } from '../types';
import { GitServer, startGitServer } from './gitServer';
import {
  factsOf,
  integrationsFor,
  migrate,
  temporaryDirectory,
  testHistory,
  until,
} from './testHistory';
import { createTestRepository, TestRepository } from './testRepository';

/** What each test finds: its own database, and a repository that is served. */
export interface HistoryWorld {
  root: string;
  server: GitServer;
  database: Knex;
  repository: TestRepository;
  repoUrl: string;
  /** Not started. */
  history: GitHistory;
  /** Another history on the same database, ended after the test. */
  open(options?: Partial<Parameters<typeof testHistory>[0]>): GitHistory;
  /** Serves one more repository. */
  serve(name: string): { repository: TestRepository; repoUrl: string };
  /** A path for this test alone. */
  path(name: string): string;
}

/** Runs tests on each database there is. */
export function describeHistory(
  title: string,
  password: string | undefined,
  tests: (world: () => HistoryWorld) => void,
): void {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  describe.each(databases.eachSupportedId())(`${title} on %s`, databaseId => {
    const root = temporaryDirectory();
    let server: GitServer;
    let world: HistoryWorld | undefined;
    let opened: GitHistory[] = [];
    let count = 0;

    beforeAll(async () => {
      server = await startGitServer(root, password);
    });
    afterAll(async () => {
      await server.close();
    });
    beforeEach(async () => {
      const database = await databases.init(databaseId);
      await migrate(database);
      count += 1;
      const path = (name: string) => join(root, `${name}${count}`);
      const open: HistoryWorld['open'] = options => {
        const history = testHistory({
          database,
          directory: path(`mirrors${opened.length}-`),
          integrations: integrationsFor([server.host], password),
          ...options,
        });
        opened.push(history);
        return history;
      };
      const serve = (name: string) => ({
        repository: createTestRepository(root, `${name}${count}`),
        repoUrl: `${server.url}/${name}${count}.git`,
      });
      const history = open();
      world = {
        root,
        server,
        database,
        history,
        open,
        serve,
        path,
        ...serve('r'),
      };
    });
    afterEach(async () => {
      await Promise.all(opened.map(history => history.stop()));
      opened = [];
      await world?.database.destroy();
    });

    tests(() => {
      if (!world) throw new Error('Only inside a test');
      return world;
    });
  });
}

/** Waits until an application's facts are about these tips. */
export function ready(
  history: GitHistory,
  id: string,
  ...shas: string[]
): Promise<GitFacts> {
  return until(
    () => factsOf(history, id),
    facts =>
      facts.desired.join() === shas.join() &&
      facts.relation.state !== 'unknown',
  );
}
