import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { bind, indexHistory } from './__testUtils__/indexedHistory';
import { APP, PUSHED, TestReviews } from './__testUtils__/TestReviews';
import { findDue } from './store/findDue';
import { noteCommits } from './store/noteCommits';
import { readReviews } from './store/readReviews';
import { readPause } from './store/reviewHosts';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'hosts that do not answer on %p',
  databaseId => {
    let db: Knex;
    let tested: TestReviews;

    beforeEach(async () => {
      db = await migratedDatabase(databases, databaseId);
      tested = await TestReviews.of(db);
    });
    afterEach(() => tested.close());

    it.each([403, 500])(
      'goes on with others where one repository fails: %s',
      async status => {
        const broken = await tested.fleet(['x'], 'broken', 'web');
        const whole = await tested.fleet(['a']);
        await bind(db, 'broken');
        await bind(db, APP);
        tested.gitea.refuse({ status, of: '/web' });
        tested.start();

        await eventually(async () => {
          const reviews = await readReviews(db, [...broken.ids, ...whole.ids]);
          expect(reviews.get(whole.ids[0])).toEqual(PUSHED);
          expect(reviews.get(broken.ids[0])?.review).toEqual({
            state: 'unknown',
            reason: expect.stringContaining(`${status}`),
          });
        });
        expect(await readPause(db, tested.gitea.host, Date.now())).toBe(0);
      },
    );

    it('begins with others where one repository has had the host left alone', async () => {
      await tested.fleet(['x'], 'broken', 'web');
      const { ids } = await tested.fleet(['a']);
      await bind(db, 'broken');
      await bind(db, APP);
      tested.gitea.refuse({ status: 401, of: '/web' });
      const reviews = tested.start();
      await eventually(async () =>
        expect(
          await readPause(db, tested.gitea.host, Date.now()),
        ).toBeGreaterThan(0),
      );

      await db('review_hosts').update({ paused_until_ms: 0 });
      reviews.applicationsChanged([]);

      await eventually(async () =>
        expect((await readReviews(db, ids)).get(ids[0])).toEqual(PUSHED),
      );
    });

    it('keeps what was answered before the host had enough', async () => {
      const { ids, shas, repositoryId } = await tested.fleet([
        'a',
        'b',
        'c',
        'd',
      ]);
      await bind(db, APP);
      tested.gitea.refuse({ status: 429, of: `${shas[0]}` });
      tested.start();

      await eventually(async () => {
        const reviews = await readReviews(db, ids);
        expect(reviews.get(ids[3])).toEqual(PUSHED);
        expect(reviews.get(ids[0])?.review).toEqual({
          state: 'unknown',
          reason: expect.stringContaining('limits how often'),
        });
      });
      await tested.stop();
      const pause = await readPause(db, tested.gitea.host, Date.now());
      expect(pause).toBeGreaterThan(60_000);
      const [left] = await findDue(db, repositoryId, 10, Date.now());
      expect(left).toMatchObject({ sha: shas[0], timesAsked: 0 });
    });

    it('asks a repository that fails later and later, and soon about what is new', async () => {
      const words = Array.from({ length: 25 }, (_, n) => `commit ${n}`);
      const { ids, shas, repositoryId } = await tested.fleet(words);
      await bind(db, APP);
      await noteCommits(db, APP, [repositoryId], 0);
      const rowOf = (sha: string) =>
        db('commit_reviews').where({ repository_id: repositoryId, sha });
      await rowOf(shas[24]).update({ times_asked: 11, landing: 24 });
      tested.gitea.refuse({ status: 403 });
      const startedAt = Date.now();
      tested.start();
      const reviewOf = async (id: number) =>
        (await readReviews(db, ids)).get(id)?.review;
      await eventually(async () =>
        expect(await reviewOf(ids[24])).toMatchObject({
          reason: expect.stringContaining('403'),
        }),
      );
      await tested.stop();

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
      tested.gitea.refuse(undefined);
      tested.start();
      await eventually(async () =>
        expect(await reviewOf(ids[24])).toEqual(PUSHED.review),
      );
    });

    it('goes on with others where a repository is not shown, and says so', async () => {
      const hidden = await tested.fleet(['x'], 'hidden', 'secrets');
      const shown = await tested.fleet(['a']);
      await bind(db, 'hidden');
      await bind(db, APP);
      tested.start();

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
      const { ids } = await tested.fleet(['a']);
      await bind(db, APP);
      tested.gitea.refuse({ status: 401 });
      tested.start();
      const review = async () =>
        (await readReviews(db, ids)).get(ids[0])?.review;
      await eventually(async () =>
        expect(await review()).toEqual({
          state: 'unknown',
          reason: expect.stringContaining('refuses the credentials'),
        }),
      );

      tested.gitea.refuse(undefined);
      await tested.stop();
      tested.start();
      await eventually(async () =>
        expect(await review()).toEqual(PUSHED.review),
      );
    });

    it('waits as long as the host wants, also after a restart', async () => {
      const { ids } = await tested.fleet(['a']);
      await bind(db, APP);
      tested.gitea.refuse({ status: 429, headers: { 'retry-after': '3600' } });
      tested.start();
      await eventually(async () =>
        expect((await readReviews(db, ids)).get(ids[0])?.review).toEqual({
          state: 'unknown',
          reason: expect.stringContaining('limits how often'),
        }),
      );
      await tested.stop();
      tested.gitea.refuse(undefined);
      const again = tested.start();
      const { ids: others } = await indexHistory(db, {
        url: 'https://git.example.com/acme/fleet.git',
        applicationId: 'other',
        words: ['x'],
      });
      again.applicationsChanged(['other']);
      // It looks for pauses that are over before it looks for repositories.
      await eventually(async () =>
        expect((await readReviews(db, others)).size).toBe(1),
      );
      await tested.stop();
      const pause = await readPause(db, tested.gitea.host, Date.now());
      expect(pause).toBeGreaterThan(3_000_000);
      expect(tested.gitea.asked).toEqual([]);
    });
  },
);
