import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { GitServer, startGitServer } from './__testUtils__/gitServer';
import {
  allCommits,
  factsOf,
  integrationsFor,
  migrate,
  temporaryDirectory,
  testHistory,
  until,
} from './__testUtils__/testHistory';
import {
  createTestRepository,
  EPOCH,
  TestRepository,
} from './__testUtils__/testRepository';
import { GitHistory } from './types';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'createGitHistory on %s',
  databaseId => {
    const root = temporaryDirectory();
    let server: GitServer;
    let database: Knex;
    let history: GitHistory;
    let repository: TestRepository;
    let repoUrl: string;
    let count = 0;

    beforeAll(async () => {
      server = await startGitServer(root);
    });
    afterAll(async () => {
      await server.close();
    });

    beforeEach(async () => {
      database = await databases.init(databaseId);
      await migrate(database);
      count += 1;
      repository = createTestRepository(root, `r${count}`);
      repoUrl = `${server.url}/r${count}.git`;
      history = testHistory({
        database,
        directory: `${root}/mirrors${count}`,
        integrations: integrationsFor([server.host]),
      });
      await history.start();
    });
    afterEach(async () => {
      await history.stop();
      await database.destroy();
    });

    const ready = (id: string, ...shas: string[]) =>
      until(
        () => factsOf(history, id),
        facts =>
          facts.desired.join() === shas.join() &&
          facts.relation.state !== 'unknown',
      );

    it('counts three waiting commits, and which of them the engine has seen', async () => {
      const deployed = repository.commit({ files: { 'app/a.yaml': '1' } });
      const first = repository.commit({ files: { 'app/a.yaml': '2' } });
      repository.commit({ files: { 'other/b.yaml': '1' } });
      const second = repository.commit({ files: { 'app/a.yaml': '3' } });
      const tip = repository.commit({
        files: { 'app/a.yaml': '4' },
        message: 'Third',
      });
      await history.track({
        id: 'one',
        sources: [
          {
            repoUrl,
            path: 'app',
            desiredRevision: second,
            deployedRevision: deployed,
          },
        ],
      });

      const facts = await ready('one', tip);
      expect(facts).toEqual({
        desired: [tip],
        relation: { state: 'ahead', ahead: 4, behind: 0 },
        pendingCommits: 3,
        pendingCommitsSeenByEngine: 2,
        pendingSince: new Date((EPOCH + 120) * 1000).toISOString(),
        deployedCommit: {
          sha: deployed,
          subject: 'Change',
          author: 'Robin Example',
          at: new Date((EPOCH + 60) * 1000).toISOString(),
          url: `${server.url}/r${count}/commit/${deployed}`,
        },
      });
      const commits = await allCommits(history, ['one'], 2);
      expect(commits.map(it => [it.sha, it.marks[0]])).toEqual([
        [tip, { applicationId: 'one', state: 'waiting', current: false }],
        [second, { applicationId: 'one', state: 'waiting', current: false }],
        [first, { applicationId: 'one', state: 'waiting', current: false }],
        [deployed, { applicationId: 'one', state: 'deployed', current: true }],
      ]);
      expect(commits[0]).toMatchObject({
        repository: repoUrl,
        subject: 'Third',
        author: { name: 'Robin Example', email: 'robin@example.com' },
        merge: false,
        dateClamped: false,
      });
    });

    it('follows pushes, and says whose facts changed', async () => {
      const changed: string[][] = [];
      history.onChanged(ids => changed.push(ids));
      const deployed = repository.commit({ files: { 'app/a.yaml': '1' } });
      await history.track({
        id: 'one',
        sources: [{ repoUrl, path: 'app', deployedRevision: deployed }],
      });
      expect((await ready('one', deployed)).pendingCommits).toBe(0);
      const before = Math.floor(Date.now() / 1000);
      const tip = repository.commit({ files: { 'app/a.yaml': '2' } });
      const facts = await ready('one', tip);
      expect(facts.pendingCommits).toBe(1);
      // Its own date is years ago; it reached the branch only now.
      expect(
        Date.parse(facts.pendingSince ?? '') / 1000,
      ).toBeGreaterThanOrEqual(before - 5);
      expect(changed.flat()).toContain('one');

      await history.track({
        id: 'one',
        sources: [
          { repoUrl, path: 'app', deployedRevision: tip, desiredRevision: tip },
        ],
      });
      expect(await factsOf(history, 'one')).toMatchObject({
        relation: { state: 'same', ahead: 0, behind: 0 },
        pendingCommits: 0,
        pendingCommitsSeenByEngine: 0,
        pendingSince: null,
        deployedCommit: { sha: tip },
      });
    });

    it('counts a commit to the base as an input of the overlay', async () => {
      const deployed = repository.commit({
        files: {
          'apps/x/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
          'apps/x/base/deployment.yaml': 'replicas: 1\n',
          'apps/x/overlays/production/kustomization.yaml':
            'resources: [../../base]\n',
        },
      });
      const tip = repository.commit({
        files: { 'apps/x/base/deployment.yaml': 'replicas: 2\n' },
      });
      await history.track({
        id: 'one',
        sources: [
          {
            repoUrl,
            path: './apps/x/overlays/production/',
            deployedRevision: deployed,
          },
        ],
      });
      expect((await ready('one', tip)).pendingCommits).toBe(1);
      expect((await allCommits(history, ['one'])).map(it => it.sha)).toEqual([
        tip,
        deployed,
      ]);
    });

    it('knows a deployed revision that is newer than the last input commit', async () => {
      const input = repository.commit({ files: { 'app/a.yaml': '1' } });
      const deployed = repository.commit({ files: { 'other/b.yaml': '1' } });
      const tip = repository.commit({ files: { 'other/b.yaml': '2' } });
      await history.track({
        id: 'one',
        sources: [{ repoUrl, path: 'app', deployedRevision: deployed }],
      });
      expect(await ready('one', tip)).toMatchObject({
        relation: { state: 'ahead', ahead: 1, behind: 0 },
        pendingCommits: 0,
        deployedCommit: { sha: input },
      });
    });

    it('tells behind, diverged and unreachable apart', async () => {
      const base = repository.commit({ files: { 'app/a.yaml': '1' } });
      const main = repository.commit({ files: { 'app/a.yaml': '2' } });
      repository.git('checkout', '--quiet', '-b', 'side', base);
      const side = repository.commit({ files: { 'app/b.yaml': '2' } });
      repository.git('checkout', '--quiet', 'main');
      const absent = '1'.repeat(40);
      const sources = (deployedRevision: string, targetRevision?: string) => [
        { repoUrl, path: 'app', targetRevision, deployedRevision },
      ];
      await history.track({ id: 'behind', sources: sources(main, base) });
      await history.track({ id: 'diverged', sources: sources(side) });
      await history.track({
        id: 'unreachable',
        sources: sources(absent, 'main'),
      });
      await history.track({ id: 'never', sources: [{ repoUrl, path: 'app' }] });

      expect(await ready('behind', base)).toMatchObject({
        relation: { state: 'behind', ahead: 0, behind: 1 },
        pendingCommits: 0,
        deployedCommit: { sha: main },
      });
      expect(await ready('diverged', main)).toMatchObject({
        relation: { state: 'diverged', ahead: 1, behind: 1 },
        pendingCommits: 1,
        deployedCommit: { sha: side },
      });
      expect(await ready('unreachable', main)).toMatchObject({
        relation: { state: 'unreachable', ahead: null, behind: null },
        pendingCommits: null,
        deployedCommit: null,
      });
      expect(await factsOf(history, 'never')).toMatchObject({
        desired: [main],
        relation: { state: 'unknown' },
        pendingCommits: null,
      });
      const states = async (id: string) =>
        (await allCommits(history, [id])).map(it => it.marks[0].state);
      expect(await states('never')).toEqual(['waiting', 'waiting']);
      expect(await states('unreachable')).toEqual(['unknown', 'unknown']);
      expect(await states('diverged')).toEqual([
        'deployed',
        'waiting',
        'deployed',
      ]);
    });

    it('pages over two repositories in one order, each commit once', async () => {
      const other = createTestRepository(root, `other${count}`);
      const shas: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        const place = i % 2 === 0 ? repository : other;
        shas.push(
          place.commit({
            files: { 'app/a.yaml': String(i) },
            time: EPOCH + i * 60,
          }),
        );
      }
      const otherUrl = `${server.url}/other${count}.git`;
      await history.track({
        id: 'one',
        sources: [{ repoUrl, path: 'app', deployedRevision: shas[4] }],
      });
      await history.track({
        id: 'two',
        sources: [
          { repoUrl, path: 'app', deployedRevision: shas[4] },
          { repoUrl: otherUrl, path: '', deployedRevision: shas[3] },
        ],
      });
      await ready('one', shas[4]);
      expect(await ready('two', shas[4], shas[5])).toMatchObject({
        relation: { state: 'ahead', ahead: 1, behind: 0 },
        pendingCommits: 1,
      });
      const commits = await allCommits(history, ['one', 'two'], 1);
      expect(commits.map(it => it.sha)).toEqual([...shas].reverse());
      expect(commits[1].marks.map(it => it.applicationId)).toEqual([
        'one',
        'two',
      ]);
      expect(commits[0].marks.map(it => it.applicationId)).toEqual(['two']);
      expect((await history.repositories(['one'])).map(it => it.url)).toEqual([
        repoUrl,
      ]);
      expect(await history.repositories()).toHaveLength(2);
    });

    it('gives an empty list for an empty repository', async () => {
      await history.track({ id: 'one', sources: [{ repoUrl, path: '' }] });
      const [health] = await until(
        () => history.repositories(['one']),
        ([it]) => it.state !== 'indexing',
      );
      expect(health).toMatchObject({ state: 'current', partial: false });
      expect(await allCommits(history, ['one'])).toEqual([]);
      expect((await factsOf(history, 'one')).desired).toEqual([]);
      const first = repository.commit({ files: { a: '1' } });
      await until(
        () => factsOf(history, 'one'),
        facts => facts.desired[0] === first,
      );
      expect(await allCommits(history, ['one'])).toHaveLength(1);
    });

    it('follows a branch, a tag and a bare commit', async () => {
      const base = repository.commit({ files: { 'app/a': '1' } });
      repository.git('checkout', '--quiet', '-b', 'env/production', base);
      const branch = repository.commit({ files: { 'app/a': '2' } });
      repository.git('checkout', '--quiet', '--detach', base);
      const tagged = repository.commit({ files: { 'app/a': '3' } });
      repository.git('tag', '-a', '-m', 'One', 'v1');
      const loose = repository.commit({ files: { 'app/a': '4' } });
      repository.git('checkout', '--quiet', 'main');
      const main = repository.commit({ files: { 'app/a': '5' } });
      const targets = {
        'env/production': branch,
        v1: tagged,
        [loose]: loose,
        HEAD: main,
      };
      for (const targetRevision of Object.keys(targets)) {
        await history.track({
          id: targetRevision,
          sources: [
            { repoUrl, path: 'app', targetRevision, deployedRevision: base },
          ],
        });
      }
      for (const [id, tip] of Object.entries(targets)) {
        await ready(id, tip);
        const shas = (await allCommits(history, [id])).map(it => it.sha);
        expect(shas).toEqual(repository.log('app', tip));
      }
      expect((await factsOf(history, loose)).pendingCommits).toBe(2);
    });

    it('survives a force-push and marks nothing that is gone', async () => {
      const base = repository.commit({ files: { 'app/a': '1' } });
      const lost = repository.commit({
        files: { 'app/a': '2' },
        message: 'Lost',
      });
      await history.track({
        id: 'one',
        sources: [{ repoUrl, path: 'app', deployedRevision: base }],
      });
      await history.track({
        id: 'two',
        sources: [{ repoUrl, path: 'app', deployedRevision: lost }],
      });
      await ready('one', lost);
      repository.git('reset', '--quiet', '--hard', base);
      const tip = repository.commit({ files: { 'app/a': '3' } });
      expect((await ready('one', tip)).pendingCommits).toBe(1);
      expect((await allCommits(history, ['one'])).map(it => it.sha)).toEqual([
        tip,
        base,
      ]);
      expect(await ready('two', tip)).toMatchObject({
        relation: { state: 'diverged', ahead: 1, behind: 1 },
        deployedCommit: { sha: lost },
      });
      expect(
        (await allCommits(history, ['two'])).map(it => it.marks[0].state),
      ).toEqual(expect.arrayContaining(['waiting', 'deployed']));
    });

    it('goes on from the index when the mirror is gone', async () => {
      const base = repository.commit({ files: { 'app/a': '1' } });
      const source = { repoUrl, path: 'app', deployedRevision: base };
      await history.track({ id: 'one', sources: [source] });
      await ready('one', base);
      await history.stop();

      // The old tip is not in the new mirror either.
      repository.git('checkout', '--quiet', '--orphan', 'fresh');
      const fresh = repository.commit({ files: { 'app/a': '9' } });
      repository.git('branch', '--force', 'main', 'fresh');
      repository.git('checkout', '--quiet', 'main');
      repository.git('branch', '-D', 'fresh');
      repository.git('reflog', 'expire', '--expire=now', '--all');
      repository.git('gc', '--quiet', '--prune=now');
      history = testHistory({
        database,
        directory: `${root}/mirrors${count}-again`,
        integrations: integrationsFor([server.host]),
      });
      await history.start();
      expect(await ready('one', fresh)).toMatchObject({
        relation: { state: 'unreachable' },
        pendingCommits: null,
      });
      expect((await allCommits(history, ['one'])).map(it => it.sha)).toEqual([
        fresh,
      ]);
    });

    it('forgets an application', async () => {
      const tip = repository.commit({ files: { 'app/a': '1' } });
      await history.track({
        id: 'one',
        sources: [{ repoUrl, path: 'app', deployedRevision: tip }],
      });
      await ready('one', tip);
      await history.forget('one');
      expect(await allCommits(history, ['one'])).toEqual([]);
      expect(await history.repositories(['one'])).toEqual([]);
    });

    it('refuses a cursor that is not its own', async () => {
      await expect(
        history.commits({
          applicationIds: ['one'],
          limit: 5,
          cursor: 'eyJhIjoxfQ',
        }),
      ).rejects.toThrow('The cursor is not valid');
    });
  },
);
