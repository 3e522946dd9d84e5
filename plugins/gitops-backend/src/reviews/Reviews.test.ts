import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  bind,
  indexAnew,
  indexHistory,
  shaOf,
} from './__testUtils__/indexedHistory';
import { startGitea, TestGitea } from './__testUtils__/startGitea';
import { Reviews } from './Reviews';
import { findDue } from './store/findDue';
import { noteCommits } from './store/noteCommits';
import { readReviews } from './store/readReviews';
import { readPause } from './store/reviewHosts';

const databases = testDatabases();
const APP = 'app-1';

const PUSHED = {
  review: { state: 'none' },
  checks: 'passed',
  signature: 'none',
};

describe.each(databases.eachSupportedId())('reviews on %p', databaseId => {
  let db: Knex;
  let gitea: TestGitea;
  let running: Reviews[] = [];
  let news: string[];

  beforeEach(async () => {
    db = await migratedDatabase(databases, databaseId);
    gitea = await startGitea();
    news = [];
  });
  afterEach(async () => {
    await stopAll();
    await gitea.close();
  });

  async function stopAll(): Promise<void> {
    await Promise.all(running.map(reviews => reviews.stop()));
    running = [];
  }
  function start(): Reviews {
    const reviews = new Reviews({
      db,
      logger: mockServices.logger.mock(),
      integrations: gitea.integrations,
      onChanged: ids => news.push(...ids),
    });
    running.push(reviews);
    reviews.start();
    return reviews;
  }
  const fleet = (words: string[], applicationId = APP, name = 'fleet') =>
    indexHistory(db, {
      url: `${gitea.url}/acme/${name}.git`,
      applicationId,
      words,
    });

  it('asks about the commits of bound applications, and tells of the answers', async () => {
    const { ids, shas } = await fleet(['a', 'b', 'c']);
    await fleet(['x'], 'unbound', 'other');
    await bind(db, APP);
    start();

    await eventually(async () =>
      expect([...(await readReviews(db, ids)).values()]).toEqual([
        PUSHED,
        PUSHED,
        PUSHED,
      ]),
    );
    expect([...gitea.asked].sort()).toEqual([...shas].sort());
    await eventually(async () => expect(news).toContain(APP));
  });

  it('asks about an application once it is bound, and about what is new', async () => {
    const { ids } = await fleet(['a']);
    const reviews = start();
    await bind(db, APP);
    reviews.applicationsChanged([APP]);

    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])).toEqual(PUSHED),
    );
  });

  it('asks once, however many replicas there are', async () => {
    const words = Array.from({ length: 70 }, (_, n) => `commit ${n}`);
    const { ids, shas } = await fleet(words);
    await bind(db, APP);
    start();
    start();

    await eventually(async () =>
      expect((await readReviews(db, ids)).size).toBe(words.length),
    );
    expect([...gitea.asked].sort()).toEqual([...shas].sort());
  });

  it('keeps what was said when the index is built anew', async () => {
    const words = ['a', 'b'];
    const history = await fleet(words);
    await bind(db, APP);
    start();
    await eventually(async () =>
      expect((await readReviews(db, history.ids)).size).toBe(2),
    );
    await stopAll();

    const ids = await indexAnew(db, history, words);

    expect((await readReviews(db, history.ids)).size).toBe(0);
    expect((await readReviews(db, ids)).size).toBe(2);
  });

  it('says why where nothing is configured for the host', async () => {
    const { ids } = await indexHistory(db, {
      url: 'https://git.example.com/acme/fleet.git',
      applicationId: APP,
      words: ['a'],
    });
    await bind(db, APP);
    start();

    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])?.review).toEqual({
        state: 'unknown',
        reason: expect.stringContaining('no integration for git.example.com'),
      }),
    );
  });

  it('goes on with others where a repository is not shown, and says so', async () => {
    const hidden = await fleet(['x'], 'hidden', 'secrets');
    const shown = await fleet(['a']);
    await bind(db, 'hidden');
    await bind(db, APP);
    start();

    await eventually(async () => {
      const [sha] = shown.ids;
      expect((await readReviews(db, shown.ids)).get(sha)).toEqual(PUSHED);
      expect((await readReviews(db, hidden.ids)).get(hidden.ids[0])).toEqual({
        review: {
          state: 'unknown',
          reason: expect.stringContaining('does not show it to the portal'),
        },
        checks: 'unknown',
        signature: 'unknown',
      });
    });
  });

  it('asks nothing more of a host that refuses, until it is started anew', async () => {
    const { ids } = await fleet(['a']);
    await bind(db, APP);
    gitea.refuse({ status: 401 });
    start();
    const review = async () => (await readReviews(db, ids)).get(ids[0])?.review;
    await eventually(async () =>
      expect(await review()).toEqual({
        state: 'unknown',
        reason: expect.stringContaining('refuses the credentials'),
      }),
    );

    gitea.refuse(undefined);
    await stopAll();
    start();
    await eventually(async () => expect(await review()).toEqual(PUSHED.review));
  });

  it('waits as long as the host wants, also after a restart', async () => {
    const { ids } = await fleet(['a']);
    await bind(db, APP);
    gitea.refuse({ status: 429, headers: { 'retry-after': '3600' } });
    start();
    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])?.review).toEqual({
        state: 'unknown',
        reason: expect.stringContaining('limits how often'),
      }),
    );
    await stopAll();
    gitea.refuse(undefined);
    start();
    const { ids: others } = await indexHistory(db, {
      url: 'https://git.example.com/acme/fleet.git',
      applicationId: 'other',
      words: ['x'],
    });
    running[0].applicationsChanged(['other']);
    // It looks for pauses that are over before it looks for repositories.
    await eventually(async () =>
      expect((await readReviews(db, others)).size).toBe(1),
    );
    await stopAll();
    const pause = await readPause(db, gitea.host, Date.now());
    expect(pause).toBeGreaterThan(3_000_000);
    expect(gitea.asked).toEqual([]);
  });

  it('tells the host with what a commit came, and what came after', async () => {
    const { repositoryId } = await fleet([
      'first',
      'side a',
      'side b',
      'merge',
      'last',
    ]);
    await bind(db, APP);
    await noteCommits(db, APP, [repositoryId], 0);

    const due = await findDue(db, repositoryId, 10, 1);

    const told = due.map(({ sha, landedWith, followers }) => [
      sha,
      landedWith,
      followers,
    ]);
    const [merge, last] = ['merge', 'last'].map(shaOf);
    expect(told).toEqual([
      [last, last, []],
      [merge, merge, [last]],
      [shaOf('side b'), merge, [last]],
      [shaOf('side a'), merge, [last]],
      [shaOf('first'), shaOf('first'), [merge, last]],
    ]);
  });

  it('puts down the newest commits only, and each once', async () => {
    const words = Array.from({ length: 230 }, (_, n) => `commit ${n}`);
    const { repositoryId } = await fleet(words);
    await bind(db, APP);

    expect(await noteCommits(db, APP, [repositoryId], 0)).toBe(200);
    expect(await noteCommits(db, APP, [repositoryId], 0)).toBe(0);
    expect(await noteCommits(db, APP, [], 0)).toBe(0);
    const [newest] = await findDue(db, repositoryId, 1, 1);
    expect(newest.sha).toBe(shaOf('commit 229'));
  });
});
