import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  bind,
  indexAnew,
  indexHistory,
  land,
  shaOf,
} from './__testUtils__/indexedHistory';
import { startGitea, TestGitea } from './__testUtils__/startGitea';
import { Reviews } from './Reviews';
import { findDue } from './store/findDue';
import { noteCommits } from './store/noteCommits';
import { readReviews } from './store/readReviews';
import { readPause } from './store/reviewHosts';
import { saveUnasked } from './store/saveUnasked';

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

  it.each([
    ['https://git.example.com/acme/fleet.git', 'no integration for git.ex'],
    ['ssh://git@git.example.com/acme/fleet.git', 'not read over https'],
    ['https://gerrit.example.com/fleet', 'host of the kind "gerrit"'],
  ])('says why nobody can be asked: %s', async (url, reason) => {
    const { ids } = await indexHistory(db, {
      url,
      applicationId: APP,
      words: ['a'],
    });
    await bind(db, APP);
    start();

    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])?.review).toEqual({
        state: 'unknown',
        reason: expect.stringContaining(reason),
      }),
    );
  });

  it('says no more that nobody can be asked once somebody can', async () => {
    const { ids, repositoryId } = await fleet(['a']);
    const reasons = new Map([[repositoryId, 'Nobody can be asked']]);
    await saveUnasked(db, reasons);
    await saveUnasked(db, reasons);
    expect((await readReviews(db, ids)).get(ids[0])?.review).toEqual({
      state: 'unknown',
      reason: 'Nobody can be asked',
    });
    await saveUnasked(db, new Map());
    expect((await readReviews(db, ids)).size).toBe(0);
  });

  it('says of a commit that the host does not know that it did not tell', async () => {
    const { ids, shas } = await fleet(['a', 'b']);
    await bind(db, APP);
    gitea.refuse({ status: 404, of: shas[0] });
    start();

    await eventually(async () => {
      const reviews = await readReviews(db, ids);
      expect(ids.map(id => reviews.get(id)?.review)).toEqual([
        { state: 'unknown', reason: expect.stringContaining('did not tell') },
        { state: 'none' },
      ]);
    });
  });

  it('says that older commits are not asked about', async () => {
    const words = Array.from({ length: 201 }, (_, n) => `commit ${n}`);
    const { ids, repositoryId } = await fleet(words);
    await bind(db, APP);
    expect((await readReviews(db, ids)).size).toBe(0);
    await noteCommits(db, APP, [repositoryId], 0);

    const reviews = await readReviews(db, ids);

    expect([...reviews.keys()]).toEqual([ids[0]]);
    expect(reviews.get(ids[0])?.review).toEqual({
      state: 'unknown',
      reason: 'Only the newest 200 commits of an application are asked about',
    });
  });

  it.each([403, 500])(
    'goes on with others where one repository fails: %s',
    async status => {
      const broken = await fleet(['x'], 'broken', 'web');
      const whole = await fleet(['a']);
      await bind(db, 'broken');
      await bind(db, APP);
      gitea.refuse({ status, of: '/web' });
      start();

      await eventually(async () => {
        const reviews = await readReviews(db, [...broken.ids, ...whole.ids]);
        expect(reviews.get(whole.ids[0])).toEqual(PUSHED);
        expect(reviews.get(broken.ids[0])?.review).toEqual({
          state: 'unknown',
          reason: expect.stringContaining(`${status}`),
        });
      });
      expect(await readPause(db, gitea.host, Date.now())).toBe(0);
    },
  );

  it('begins with others where one repository has had the host left alone', async () => {
    await fleet(['x'], 'broken', 'web');
    const { ids } = await fleet(['a']);
    await bind(db, 'broken');
    await bind(db, APP);
    gitea.refuse({ status: 401, of: '/web' });
    const reviews = start();
    await eventually(async () =>
      expect(await readPause(db, gitea.host, Date.now())).toBeGreaterThan(0),
    );

    await db('review_hosts').update({ paused_until_ms: 0 });
    reviews.applicationsChanged([]);

    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])).toEqual(PUSHED),
    );
  });

  it('keeps what was answered before the host had enough', async () => {
    const { ids, shas, repositoryId } = await fleet(['a', 'b', 'c', 'd']);
    await bind(db, APP);
    gitea.refuse({ status: 429, of: `${shas[0]}` });
    start();

    await eventually(async () => {
      const reviews = await readReviews(db, ids);
      expect(reviews.get(ids[3])).toEqual(PUSHED);
      expect(reviews.get(ids[0])?.review).toEqual({
        state: 'unknown',
        reason: expect.stringContaining('limits how often'),
      });
    });
    await stopAll();
    const pause = await readPause(db, gitea.host, Date.now());
    expect(pause).toBeGreaterThan(60_000);
    const [left] = await findDue(db, repositoryId, 10, Date.now());
    expect(left).toMatchObject({ sha: shas[0], timesAsked: 0 });
  });

  it('asks a repository that fails later and later, and soon about what is new', async () => {
    const words = Array.from({ length: 25 }, (_, n) => `commit ${n}`);
    const { ids, shas, repositoryId } = await fleet(words);
    await bind(db, APP);
    await noteCommits(db, APP, [repositoryId], 0);
    const rowOf = (sha: string) =>
      db('commit_reviews').where({ repository_id: repositoryId, sha });
    await rowOf(shas[24]).update({ times_asked: 11, landing: 24 });
    gitea.refuse({ status: 403 });
    const startedAt = Date.now();
    start();
    const reviewOf = async (id: number) =>
      (await readReviews(db, ids)).get(id)?.review;
    await eventually(async () =>
      expect(await reviewOf(ids[24])).toMatchObject({
        reason: expect.stringContaining('403'),
      }),
    );
    await stopAll();

    const MINUTES = 60_000;
    const [old, fresh, waiting] = await Promise.all(
      [shas[24], shas[23], shas[0]].map(sha => rowOf(sha).first()),
    );
    const pauseOf = (row: { due_at_ms: number | string }) =>
      Number(row.due_at_ms) - startedAt;
    expect(old.times_asked).toBe(12);
    expect(pauseOf(old)).toBeGreaterThan(6 * 24 * 60 * MINUTES);
    expect(fresh.times_asked).toBe(1);
    expect(pauseOf(fresh)).toBeGreaterThan(9 * MINUTES);
    expect(pauseOf(fresh)).toBeLessThan(60 * MINUTES);
    expect(waiting.times_asked).toBe(0);
    expect(pauseOf(waiting)).toBeGreaterThan(9 * MINUTES);
    expect(await reviewOf(ids[0])).toMatchObject({
      reason: expect.stringContaining('403'),
    });

    // Whoever starts it anew may have given it the right.
    gitea.refuse(undefined);
    start();
    await eventually(async () =>
      expect(await reviewOf(ids[24])).toEqual(PUSHED.review),
    );
  });

  it('asks again about a commit that has come to the default branch since', async () => {
    const { ids, shas } = await fleet(['a', 'branch b']);
    await bind(db, APP);
    const reviews = start();
    const timesAsked = () => gitea.asked.filter(it => it === shas[1]).length;
    const isKnown = async () =>
      expect((await readReviews(db, ids)).get(ids[1])?.checks).toBe('passed');
    await eventually(isKnown);
    expect(timesAsked()).toBe(1);

    await land(db, ids[1], 1);
    reviews.applicationsChanged([APP]);
    await eventually(async () => expect(timesAsked()).toBe(2));

    await eventually(isKnown);
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

  it('tells the host on which branch a commit is', async () => {
    const { ids, repositoryId } = await fleet(['a', 'branch b', 'branch c']);
    await bind(db, APP);
    await noteCommits(db, APP, [repositoryId], 0);
    await land(db, ids[2], 1);

    const due = await findDue(db, repositoryId, 10, 1);

    expect(
      due.map(({ sha, branches, moreFollow }) => [sha, branches, moreFollow]),
    ).toEqual([
      [shaOf('branch c'), ['main'], false],
      [shaOf('branch b'), ['preview'], true],
      [shaOf('a'), ['main'], false],
    ]);
    await db('git_repositories').update({
      default_branch: null,
      trunk_sha: shaOf('tip of main'),
    });
    const [{ branches }] = await findDue(db, repositoryId, 1, 1);
    expect(branches).toEqual(['main']);
  });

  it('tells the host that more came after a commit than it is told of', async () => {
    const words = Array.from({ length: 30 }, (_, n) => `commit ${n}`);
    const { repositoryId } = await fleet(words);
    await bind(db, APP);
    await noteCommits(db, APP, [repositoryId], 0);

    const due = await findDue(db, repositoryId, 30, 1);

    const told = due.map(it => [it.followers.length, it.moreFollow]);
    expect(told[0]).toEqual([0, false]);
    expect(told[20]).toEqual([20, false]);
    expect(told[21]).toEqual([20, true]);
  });

  it('puts down nothing that the revisions of the application do not have', async () => {
    const { repositoryId, shas } = await fleet(['a', 'branch b']);
    await bind(db, APP);
    await db('git_revision_commits').delete();

    expect(await noteCommits(db, APP, [repositoryId], 0)).toBe(1);

    const due = await findDue(db, repositoryId, 10, 1);
    expect(due.map(({ sha }) => sha)).toEqual([shas[0]]);
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
