import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { Knex } from 'knex';
import { contents } from './__testUtils__/expectIndex';
import { GitServer, startGitServer } from './__testUtils__/gitServer';
import {
  PATHS,
  stepArbitrary,
  toFastImport,
} from './__testUtils__/randomHistory';
import {
  allCommits,
  factsOf,
  integrationsFor,
  migrate,
  temporaryDirectory,
  testHistory,
  until,
} from './__testUtils__/testHistory';
import { createTestRepository } from './__testUtils__/testRepository';
import { touchedPaths } from './log/ancestors';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const ASKED = [...touchedPaths(PATHS.slice(0, 6).map(path => ({ path })))];

describe.each(databases.eachSupportedId())(
  'what is read from the index on %s',
  databaseId => {
    const root = temporaryDirectory();
    let server: GitServer;
    const opened: Knex[] = [];
    let count = 0;

    beforeAll(async () => {
      server = await startGitServer(root);
    });
    afterAll(async () => {
      await server.close();
      await Promise.all(opened.map(database => database.destroy()));
    });

    async function open() {
      const database = await databases.init(databaseId);
      await migrate(database);
      opened.push(database);
      return database;
    }

    function historyOf(database: Knex, intervalMs = 60_000) {
      count += 1;
      return testHistory({
        database,
        directory: `${root}/mirrors${count}`,
        integrations: integrationsFor([server.host]),
        intervalMs,
      });
    }

    /** Indexes every path's history, and gives it path by path. */
    async function indexed(
      history: ReturnType<typeof historyOf>,
      repoUrl: string,
      tip: string,
      deployed: string,
    ) {
      for (const path of ASKED) {
        await history.track({
          id: `${repoUrl} ${path}`,
          sources: [{ repoUrl, path, deployedRevision: deployed }],
        });
      }
      await history.start();
      const answer = new Map<
        string,
        { shas: string[]; pending: number | null }
      >();
      for (const path of ASKED) {
        const id = `${repoUrl} ${path}`;
        const facts = await until(
          () => factsOf(history, id),
          it => it.desired[0] === tip && it.pendingCommits !== null,
        );
        answer.set(path, {
          shas: (await allCommits(history, [id], 7)).map(it => it.sha),
          pending: facts.pendingCommits,
        });
      }
      return answer;
    }

    it('equals git log for every path, and is the same in steps as at once', async () => {
      const database = await open();
      const other = await open();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(stepArbitrary, { minLength: 1, maxLength: 30 }),
          fc.nat(100),
          async (all, cut) => {
            // What was renamed has the history of another path as well.
            const steps = all.map(step => ({
              ...step,
              operations: step.operations.filter(it => it.kind !== 'rename'),
            }));
            run += 1;
            const name = `p${databaseId}${run}`;
            const repository = createTestRepository(root, name);
            const repoUrl = `${server.url}/${name}.git`;

            const half = steps.slice(0, Math.floor((steps.length * cut) / 100));
            repository.fastImport(toFastImport(half));
            const middle = repository.git('rev-parse', 'main');
            const side = repository.git('rev-parse', 'left');
            const history = historyOf(database, 50);
            await indexed(history, repoUrl, middle, side);

            repository.fastImport(toFastImport(steps));
            const tip = repository.git('rev-parse', 'main');
            const inSteps = await indexed(history, repoUrl, tip, side);
            await history.stop();
            const fresh = historyOf(other);
            const atOnce = await indexed(fresh, repoUrl, tip, side);
            await fresh.stop();

            expect(inSteps).toEqual(atOnce);
            const ahead = new Set(
              repository.git('rev-list', `${side}..${tip}`).split('\n'),
            );
            for (const [path, { shas, pending }] of inSteps) {
              expect(new Set(shas)).toEqual(
                new Set(repository.log(path, tip, side)),
              );
              expect(shas).toHaveLength(new Set(shas).size);
              // Not `log side..tip`: that simplifies merges by what it excludes.
              const waiting = repository
                .log(path, tip, side)
                .filter(sha => ahead.has(sha));
              expect(pending).toBe(waiting.length);
            }
            const order = inSteps.get('')?.shas ?? [];
            const place = new Map(order.map((sha, index) => [sha, index]));
            const graph = repository.git('rev-list', '--parents', tip, side);
            for (const line of graph.split('\n')) {
              const [child, ...parents] = line
                .split(' ')
                .map(sha => place.get(sha));
              const wrong = parents.filter(
                parent => (parent ?? Infinity) < (child ?? -1),
              );
              expect(wrong).toEqual([]);
            }
            const contained = contents(repository, tip);
            const line = repository
              .git('rev-list', '--first-parent', '-n', '5', tip)
              .split('\n');
            for (const path of ASKED) {
              const applicationId = `${repoUrl} ${path}`;
              const found = await fresh.newestIn(
                line.map(revision => ({ applicationId, revision })),
              );
              const named = new Map(
                found.map(({ revision, commit }) => [revision, commit.sha]),
              );
              for (const revision of line) {
                expect(named.get(revision)).toBe(
                  inSteps
                    .get(path)
                    ?.shas.find(sha => contained.get(revision)?.has(sha)),
                );
              }
            }
            for (const path of ASKED) {
              await history.forget(`${repoUrl} ${path}`);
              await fresh.forget(`${repoUrl} ${path}`);
            }
          },
        ),
        { numRuns: 3, endOnFailure: true },
      );
    });

    it('is whole after a crash in the middle', async () => {
      const database = await open();
      const repository = createTestRepository(root, `crash${databaseId}`);
      const repoUrl = `${server.url}/crash${databaseId}.git`;
      const deployed = repository.commit({
        files: { 'base/common.yaml': '1' },
      });
      const tip = repository.commit({ files: { 'base/common.yaml': '2' } });
      const source = { repoUrl, path: 'base', deployedRevision: deployed };
      const history = historyOf(database);
      await history.track({ id: 'one', sources: [source] });

      // Fails after the commits are written, and before the transaction ends.
      await database.schema.renameTable('git_inputs', 'away');
      await history.start();
      const [failed] = await until(
        () => history.repositories(),
        ([it]) => it.state === 'failing',
      );
      expect(failed.reason).toMatch(/^The index could not be written/);
      expect(await database('git_commits')).toHaveLength(0);
      await history.stop();
      await database.schema.renameTable('away', 'git_inputs');

      for (let again = 0; again < 2; again += 1) {
        const next = historyOf(database);
        await next.track({ id: 'one', sources: [source] });
        await next.start();
        await until(
          () => next.repositories(),
          ([it]) => it.state === 'current',
        );
        expect((await factsOf(next, 'one')).pendingCommits).toBe(1);
        expect((await allCommits(next, ['one'])).map(it => it.sha)).toEqual([
          tip,
          deployed,
        ]);
        expect(await database('git_commits')).toHaveLength(2);
        await next.stop();
      }
    });
  },
);
