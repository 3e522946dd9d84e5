import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  OPEN,
  PRIVATE,
  startTestHost,
  TestHost,
} from './__testUtils__/testHost';
import { GIT_ACCOUNT, GitAccount, SCAFFOLDER_ACCOUNT } from './credentials';
import { gitText } from './runGit';
import { Push } from './types';

const NONE = '0'.repeat(40);

describe('createSmartHttp', () => {
  let host: TestHost;
  let work: string;
  let pushes: Push[];

  beforeEach(async () => {
    host = await startTestHost();
    work = await mkdtemp(join(tmpdir(), 'sandbox-git-push-'));
    pushes = [];
    host.git.onPush(push => pushes.push(push));
  });
  afterEach(async () => {
    await host.dispose();
    await rm(work, { recursive: true, force: true });
  });

  const git = async (...args: string[]) =>
    (
      await gitText(
        [
          '-c',
          'user.name=Robin',
          '-c',
          'user.email=robin@example.com',
          ...args,
        ],
        { directory: work },
      )
    ).trim();
  const urlFor = (repository: string, account?: GitAccount) =>
    account
      ? host.git
          .cloneUrl(repository)
          .replace('//', `//${account.username}:${account.password}@`)
      : host.git.cloneUrl(repository);
  const commit = async (file: string, content: string) => {
    await writeFile(join(work, file), content);
    await git('add', '.');
    await git('commit', '--quiet', '-m', `Change ${file}`);
    return await git('rev-parse', 'HEAD');
  };
  const clone = async (repository: string, account?: GitAccount) =>
    await git('clone', '--quiet', urlFor(repository, account), '.');

  it('takes a push and tells of it as of a commit', async () => {
    await clone(OPEN, SCAFFOLDER_ACCOUNT);
    const before = await git('rev-parse', 'HEAD');
    const after = await commit('new.yaml', 'a: 1\n');

    await git('push', '--quiet', 'origin', 'main');

    expect(pushes).toEqual([
      { repository: OPEN, branch: 'main', before, after },
    ]);
    expect(await host.git.readFile(OPEN, after, 'new.yaml')).toBe('a: 1\n');
  });

  it('takes the first commit of a new repository', async () => {
    await host.git.createRepository('team/new', { private: true });
    await git('init', '--quiet', '--initial-branch=main');
    const after = await commit('a.yaml', 'a: 1\n');

    await git(
      'push',
      '--quiet',
      urlFor('team/new', SCAFFOLDER_ACCOUNT),
      'main',
    );

    expect(pushes).toEqual([
      { repository: 'team/new', branch: 'main', before: NONE, after },
    ]);
    expect(await host.git.resolve('team/new', 'HEAD')).toBe(after);
  });

  it('tells of each branch that a push moves, makes or deletes, and of no tag', async () => {
    await clone(OPEN, SCAFFOLDER_ACCOUNT);
    const before = await git('rev-parse', 'HEAD');
    await git('push', '--quiet', 'origin', 'HEAD:old');
    pushes.length = 0;
    const after = await commit('b.yaml', 'b: 1\n');
    await git('tag', 'v1');

    await git('push', '--quiet', 'origin', 'main', 'v1', 'main:add/b', ':old');

    expect(pushes).toEqual(
      expect.arrayContaining([
        { repository: OPEN, branch: 'main', before, after },
        { repository: OPEN, branch: 'add/b', before: NONE, after },
        { repository: OPEN, branch: 'old', before, after: NONE },
      ]),
    );
    expect(pushes).toHaveLength(3);
  });

  it('takes a push that is sent in pieces', async () => {
    await clone(OPEN, SCAFFOLDER_ACCOUNT);
    // More than the client sends at once, and nothing that can be compressed.
    const content = Array.from({ length: 60_000 }, (_, i) =>
      ((i * 2_654_435_761) % 2 ** 32).toString(36),
    ).join('\n');
    const after = await commit('large.txt', content);

    await git(
      '-c',
      'http.postBuffer=65536',
      'push',
      '--quiet',
      'origin',
      'main',
    );

    expect(pushes.map(push => push.after)).toEqual([after]);
  });

  it('refuses a push by those who may only read', async () => {
    await clone(OPEN);
    await commit('new.yaml', 'a: 1\n');

    await expect(
      git('push', urlFor(OPEN, GIT_ACCOUNT), 'main'),
    ).rejects.toThrow(/403/);
    await expect(git('push', urlFor(OPEN), 'main')).rejects.toThrow(
      /could not read Username/,
    );
    expect(pushes).toEqual([]);
  });

  it.each([
    ['info/refs?service=git-receive-pack', 'GET'],
    ['git-receive-pack', 'POST'],
  ])('gives %s to the account that may write alone', async (path, method) => {
    const status = async (repository: string, account?: GitAccount) => {
      const headers = account
        ? { authorization: `token ${account.password}` }
        : undefined;
      const url = `${host.git.url}/${repository}.git/${path}`;
      return (await fetch(url, { method, headers })).status;
    };

    expect(await status(OPEN)).toBe(401);
    expect(await status(PRIVATE)).toBe(401);
    expect(await status('acme/none')).toBe(401);
    expect(await status(OPEN, GIT_ACCOUNT)).toBe(403);
    expect(await status('acme/none', SCAFFOLDER_ACCOUNT)).toBe(404);
  });

  it('serves no other protocol', async () => {
    const answer = await fetch(`${host.git.cloneUrl(OPEN)}/info/refs`);

    expect(answer.status).toBe(403);
  });

  it('keeps pushes and commits apart', async () => {
    await clone(OPEN, SCAFFOLDER_ACCOUNT);
    await commit('pushed.yaml', 'a: 1\n');
    const author = { login: 'robin', name: 'Robin', email: 'r@example.com' };

    await Promise.all([
      git('push', '--quiet', 'origin', 'main:side'),
      ...['x', 'y'].map(name =>
        host.git.commit({
          repository: OPEN,
          files: { [name]: name },
          message: name,
          author,
        }),
      ),
    ]);

    const moves = pushes.map(({ branch }) => branch).sort();
    expect(moves).toEqual(['main', 'main', 'side']);
    const [first, second] = pushes.filter(({ branch }) => branch === 'main');
    expect(second.before).toBe(first.after);
  });
});
