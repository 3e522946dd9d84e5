import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { robin } from '../world/people';
import { gitText } from './runGit';
import { GIT_ACCOUNT } from './credentials';
import {
  OPEN,
  PRIVATE,
  startTestHost,
  TestHost,
} from './__testUtils__/testHost';
import { Push } from './types';

describe('createGitHost', () => {
  let host: TestHost;
  let work: string;

  beforeEach(async () => {
    host = await startTestHost();
    work = await mkdtemp(join(tmpdir(), 'sandbox-git-clone-'));
  });
  afterEach(async () => {
    await host.dispose();
    await rm(work, { recursive: true, force: true });
  });

  const clone = (url: string, ...args: string[]) =>
    gitText(['clone', '--quiet', '--bare', ...args, url, 'clone'], {
      directory: work,
    });
  const inClone = (...args: string[]) =>
    gitText(args, { directory: join(work, 'clone') });

  it('lets a client clone without blobs and fetch them one by one', async () => {
    await clone(host.git.cloneUrl(OPEN), '--filter=blob:none');

    const missing = await inClone(
      'rev-list',
      '--objects',
      '--missing=print',
      'main',
    );
    expect(missing).toMatch(/^\?[0-9a-f]{40}$/m);
    expect(await inClone('log', '--format=%s', '--first-parent', 'main')).toBe(
      'Change 4\nChange 3\nChange 1\n',
    );
    expect(await inClone('show', 'main:apps/b/config.yaml')).toBe('b: 2\n');
  });

  it('serves a commit that no ref points at', async () => {
    await clone(host.git.cloneUrl(OPEN), '--depth=1');
    const sha = host.shas.get(2) ?? '';

    await inClone('fetch', '--quiet', '--depth=1', 'origin', sha);

    expect(await inClone('log', '-1', '--format=%an', sha)).toBe(
      'Kim Example\n',
    );
  });

  it('shows no trace of merged side branches among its refs', async () => {
    const refs = await gitText(['ls-remote', host.git.cloneUrl(OPEN)], {
      directory: work,
    });

    expect(refs.split('\n').filter(Boolean)).toHaveLength(2);
    expect(refs).toMatch(/refs\/heads\/main/);
  });

  it('asks for credentials before it gives a private repository', async () => {
    const url = host.git.cloneUrl(PRIVATE);

    await expect(clone(url)).rejects.toThrow(/could not read Username/);
    await expect(
      clone(url.replace('http://', 'http://git-reader:wrong@')),
    ).rejects.toThrow(/Authentication failed/);
    await clone(
      url.replace(
        'http://',
        `http://${GIT_ACCOUNT.username}:${GIT_ACCOUNT.password}@`,
      ),
    );

    expect(await inClone('show', 'main:secret')).toBe('hidden\n');
  });

  it('does not reveal whether an unknown repository exists', async () => {
    const ask = async (name: string) =>
      await fetch(
        `${host.git.url}/${name}.git/info/refs?service=git-upload-pack`,
      );

    const [unknown, hidden] = [await ask('acme/none'), await ask(PRIVATE)];

    expect(unknown.status).toBe(401);
    expect(hidden.status).toBe(401);
    expect(await unknown.text()).toBe(await hidden.text());
  });

  it('commits files and tells of the push once the branch has moved', async () => {
    const before = await host.git.resolve(OPEN, 'main');
    const pushes: Push[] = [];
    const seen: Array<Promise<string>> = [];
    const stop = host.git.onPush(push => {
      pushes.push(push);
      seen.push(host.git.resolve(OPEN, 'main'));
    });

    const after = await host.git.commit({
      repository: OPEN,
      files: { 'apps/a/config.yaml': 'a: 2\n', 'README.md': null },
      message: 'Set a to 2',
      author: robin,
      at: new Date('2026-02-03T04:05:06Z'),
    });
    stop();
    await host.git.commit({
      repository: OPEN,
      branch: 'other',
      files: { x: 'x' },
      message: 'Nobody listens',
      author: robin,
    });

    expect(pushes).toEqual([
      { repository: OPEN, branch: 'main', before, after },
    ]);
    await expect(seen[0]).resolves.toBe(after);
    expect(await host.git.readFile(OPEN, after, 'apps/a/config.yaml')).toBe(
      'a: 2\n',
    );
    expect(await host.git.readFile(OPEN, after, 'README.md')).toBeUndefined();
    expect(await host.git.metadata(OPEN, after)).toEqual({
      author: 'Robin Example <robin@example.com>',
      date: '2026-02-03T04:05:06Z',
      message: 'Set a to 2',
    });
  });

  it('keeps every commit when several are made at once', async () => {
    await Promise.all(
      ['p', 'q', 'r'].map(name =>
        host.git.commit({
          repository: OPEN,
          files: { [name]: name },
          message: name,
          author: robin,
        }),
      ),
    );

    const tip = await host.git.resolve(OPEN, 'main');
    const found = await Promise.all(
      ['p', 'q', 'r'].map(name => host.git.readFile(OPEN, tip, name)),
    );
    expect(found).toEqual(['p', 'q', 'r']);
  });

  it('puts the tree of a commit on disk', async () => {
    const directory = await host.git.checkout(OPEN, host.shas.get(3) ?? '');

    expect(await readFile(join(directory, 'README.md'), 'utf8')).toBe(
      'three\n',
    );
    await expect(
      readFile(join(directory, 'apps/b/config.yaml')),
    ).rejects.toThrow(/ENOENT/);
  });

  it('resolves only what exists, and knows its own clone URLs', async () => {
    await expect(host.git.resolve(OPEN, 'nowhere')).rejects.toThrow(
      /Needed a single revision/,
    );
    await expect(host.git.resolve('acme/none', 'main')).rejects.toThrow(
      /There is no repository 'acme\/none'/,
    );
    expect(host.git.repositoryOf(host.git.cloneUrl(OPEN))).toBe(OPEN);
    expect(
      host.git.repositoryOf('https://example.com/acme/fleet.git'),
    ).toBeUndefined();
  });

  it('finds a repository that was made later, like any other', async () => {
    await host.git.createRepository('team/later', { private: true });
    const sha = await host.git.commit({
      repository: 'team/later',
      files: { 'a.yaml': 'a: 1\n' },
      message: 'Begin',
      author: robin,
    });

    expect(host.git.repositoryOf(`${host.git.url}/team/later.git`)).toBe(
      'team/later',
    );
    expect(await host.git.resolve('team/later', 'main')).toBe(sha);
    const directory = await host.git.checkout('team/later', sha);
    expect(await readFile(join(directory, 'a.yaml'), 'utf8')).toBe('a: 1\n');
    await expect(host.git.createRepository('team/later')).rejects.toThrow(
      "There is a repository 'team/later' already",
    );
    await expect(host.git.createRepository('../later')).rejects.toThrow(
      /is not the name of a repository/,
    );
  });

  it.each(['../outside', '/etc/passwd', 'a/.git/config', 'a//b'])(
    'refuses to write %s',
    async path => {
      await expect(
        host.git.commit({
          repository: OPEN,
          files: { [path]: 'x' },
          message: 'Escape',
          author: robin,
        }),
      ).rejects.toThrow(/is not a path inside a repository/);
    },
  );
});
