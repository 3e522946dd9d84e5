import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../../__testUtils__/databases';
import {
  bind,
  indexHistory,
  land,
  shaOf,
} from '../__testUtils__/indexedHistory';
import { APP } from '../__testUtils__/TestReviews';
import { findDue } from './findDue';
import { noteCommits } from './noteCommits';
import { readReviews } from './readReviews';
import { saveUnasked } from './saveUnasked';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'what is to be asked, on %p',
  databaseId => {
    let db: Knex;
    beforeEach(async () => {
      db = await migratedDatabase(databases, databaseId);
    });

    const fleet = (words: string[]) =>
      indexHistory(db, {
        url: 'https://git.example.com/acme/fleet.git',
        applicationId: APP,
        words,
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
  },
);
