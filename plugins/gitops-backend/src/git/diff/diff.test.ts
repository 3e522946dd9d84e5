import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { CommitDiff } from '@backstage-gitops/plugin-gitops-common';
import { describeHistory, ready } from '../__testUtils__/describeHistory';
import { gitBefore } from '../__testUtils__/gitBefore';
import { allCommits, until } from '../__testUtils__/testHistory';
import { CommitName, GitHistory } from '../types';

const SECRET = 'kind: Secret\nstringData:\n  password: canary\n';

describeHistory('diffs', undefined, world => {
  const ask = (
    history: GitHistory,
    name: CommitName,
    inputs: string[],
  ): Promise<CommitDiff> =>
    history.diff(name, inputs, AbortSignal.timeout(60_000));

  /** The names of the commits that are there, oldest first. */
  async function names(): Promise<CommitName[]> {
    const { history, repository, repoUrl } = world();
    await history.start();
    const deployedRevision = repository.git('rev-parse', 'HEAD');
    await history.track({
      id: 'all',
      sources: [{ repoUrl, path: '', deployedRevision }],
    });
    await ready(history, 'all', deployedRevision);
    const commits = await allCommits(history, ['all']);
    return commits
      .map(({ repositoryId, sha }) => ({ repositoryId, sha }))
      .reverse();
  }

  it('say what was added, changed and removed below the inputs, and count the rest', async () => {
    const { history, repository } = world();
    repository.commit({
      files: { 'app/a.yaml': 'a: 1\nb: 2\n', 'app/gone.yaml': 'x: 1' },
    });
    repository.commit({
      files: {
        'app/a.yaml': 'a: 1\nb: 3\n',
        'app/gone.yaml': null,
        'app/:(top) é".yaml': 'new: \u202e1\r\n',
        'application/x.yaml': 'not: this',
        'base/b.yaml': 'b: 1\n',
      },
      message: 'Raise b\n\nIt was \u001b[31mtoo low.',
    });
    const [first, second] = await names();
    expect(await ask(history, second, ['app', 'base/b.yaml'])).toEqual({
      message: 'Raise b\n\nIt was ␛[31mtoo low.',
      files: [
        {
          path: 'app/:(top) é".yaml',
          change: 'added',
          patch: '@@ -0,0 +1 @@\n+new: \ufffd1␍\n',
        },
        {
          path: 'app/a.yaml',
          change: 'changed',
          patch: '@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n',
        },
        {
          path: 'app/gone.yaml',
          change: 'removed',
          patch: '@@ -1 +0,0 @@\n-x: 1\n\\ No newline at end of file\n',
        },
        {
          path: 'base/b.yaml',
          change: 'added',
          patch: '@@ -0,0 +1 @@\n+b: 1\n',
        },
      ],
      otherFiles: 1,
    });
    const root = await ask(history, first, ['']);
    expect(root.files.map(it => [it.path, it.change])).toEqual([
      ['app/a.yaml', 'added'],
      ['app/gone.yaml', 'added'],
    ]);
    expect(await ask(history, second, ['nowhere'])).toMatchObject({
      files: [],
      otherFiles: 5,
    });
  });

  it('of a merge are what it brought to its branch', async () => {
    const { history, repository } = world();
    repository.commit({ files: { a: '1\n' } });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ files: { b: '1\n' } });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ files: { a: '2\n' } });
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'side');
    const merge = (await names()).at(-1);
    if (!merge) throw new Error('There is no commit');
    const { files } = await ask(history, merge, ['']);
    expect(files.map(it => [it.path, it.patch])).toEqual([
      ['b', '@@ -0,0 +1 @@\n+1\n'],
    ]);
  });

  it('leave out what is no text, too large, cut off, or holds a Secret', async () => {
    const { history, repository } = world();
    repository.commit({ files: { 'z.yaml': 'z: 1\n', 'link.yaml': 'a: 1\n' } });
    repository.git('rm', '--quiet', 'link.yaml');
    repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      ['160000', '1'.repeat(40), 'module'].join(),
    );
    const line = `${'x'.repeat(99)}\n`;
    repository.commit({
      files: {
        binary: 'a\0b',
        'cut.yaml': line.repeat(1500),
        'empty.yaml': '',
        'large.yaml': line.repeat(2500),
        'secret.yaml': SECRET,
        'z.yaml': 'z: 2\n',
      },
    });
    const last = (await names()).at(-1);
    if (!last) throw new Error('There is no commit');
    const diff = await ask(history, last, ['']);
    expect(
      diff.files.map(it => [it.path, it.withheld, it.patch?.length]),
    ).toEqual([
      ['binary', 'binary', undefined],
      ['cut.yaml', 'cut', expect.any(Number)],
      ['empty.yaml', undefined, undefined],
      ['large.yaml', 'tooLarge', undefined],
      ['link.yaml', undefined, expect.any(Number)],
      ['secret.yaml', 'secret', undefined],
      ['z.yaml', undefined, expect.any(Number)],
    ]);
    expect(diff.files[1].patch?.length).toBeGreaterThan(90_000);
    expect(diff.files[1].patch?.length).toBeLessThanOrEqual(100_000);
    expect(JSON.stringify(diff)).not.toContain('canary');
  });

  it('leave out what a Secret is made of, wherever its kustomization lies', async () => {
    const { history, repository } = world();
    const generator = (secretGenerator: object) =>
      JSON.stringify({ kind: 'Kustomization', secretGenerator });
    repository.commit({
      files: {
        'above/kustomization.yaml': generator([
          { name: 'a', envs: ['sub/a.env'], files: ['key=sub/b.txt'] },
        ]),
        'beside/Kustomization': generator([
          { name: 'b', env: '../else/c.env' },
        ]),
        'plugin/kustomization.yml': generator([]),
      },
    });
    repository.commit({
      files: {
        'above/sub/a.env': 'password=canary',
        'above/sub/b.txt': 'canary',
        'above/sub/open.txt': 'open',
        'else/c.env': 'password=canary',
        'plugin/secrets.yaml':
          'kind: SecretGenerator\nliterals: [password=canary]',
      },
    });
    const last = (await names()).at(-1);
    if (!last) throw new Error('There is no commit');
    const { repoUrl } = world();
    const path = 'beside';
    await history.track({ id: path, sources: [{ repoUrl, path }] });
    await until(
      () => history.inputs(path),
      ({ sources: [{ inputs }] }) =>
        inputs.some(it => it.path === 'else/c.env'),
    );
    const diff = await ask(history, last, ['']);
    expect(
      diff.files.map(it => [it.path, it.withheld ?? it.patch]),
    ).toMatchObject([
      ['above/sub/a.env', 'secret'],
      ['above/sub/b.txt', 'secret'],
      ['above/sub/open.txt', expect.stringContaining('+open')],
      ['else/c.env', 'secret'],
      ['plugin/secrets.yaml', 'secret'],
    ]);
  });

  it('are given without what takes too long to be fetched, which is not tried again at once', async () => {
    const { root, repository, open, path } = world();
    repository.commit({ files: { 'a.yaml': 'a: 1\n' } });
    repository.commit({ files: { 'a.yaml': 'a: 2\n' } });
    const [, second] = await names();
    const directory = path('elsewhere');
    const tried = path('tried');
    const slow = open({ directory, networkTimeoutMs: 3_000 });
    const end = gitBefore(
      root,
      `case "$(env)" in *fetch.negotiationAlgorithm*)
        echo once >> '${tried}'; exec sleep 60;; esac`,
    );
    try {
      for (let n = 0; n < 2; n += 1) {
        expect((await ask(slow, second, [''])).files).toEqual([
          {
            ...{ path: 'a.yaml', change: 'changed', patch: null },
            withheld: 'tooLarge',
          },
        ]);
      }
    } finally {
      end();
    }
    expect(readFileSync(tried, 'utf8')).toBe('once\n');
  });

  it('are bounded in files and in all', async () => {
    const { history, repository } = world();
    const line = `${'x'.repeat(99)}\n`;
    repository.commit({
      files: Object.fromEntries(
        Array.from({ length: 130 }, (_, n) => [
          `${String(n).padStart(3, '0')}.yaml`,
          n < 20 ? line.repeat(900) : 'a: 1\n',
        ]),
      ),
      message: 'm'.repeat(30_000),
    });
    const [only] = await names();
    const diff = await ask(history, only, ['']);
    expect(diff.files).toHaveLength(100);
    expect(diff.otherFiles).toBe(30);
    expect(diff.message).toHaveLength(20_000);
    expect(diff.files[0].patch).not.toBeNull();
    expect(diff.files[19]).toMatchObject({ patch: null, withheld: 'tooLarge' });
    expect(diff.files[99].patch).toContain('+a: 1');
    expect(JSON.stringify(diff).length).toBeLessThan(1_200_000);
  });

  it('are read on a replica that has no mirror, and while others write to it', async () => {
    const { repository, open, path } = world();
    repository.commit({ files: { a: '1\n' } });
    repository.commit({ files: { a: '2\n', b: '1\n' } });
    const [, second] = await names();
    const directory = path('elsewhere');
    const other = open({ directory });
    expect(existsSync(directory)).toBe(false);
    const answers = await Promise.all(
      ['a', 'b', ''].map(input => ask(other, second, [input])),
    );
    expect(answers.map(({ files }) => files.map(it => it.path))).toEqual([
      ['a'],
      ['b'],
      ['a', 'b'],
    ]);
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it('fail in words where the commit is gone from the host', async () => {
    const { repository, open, path } = world();
    repository.commit({ files: { a: '1\n' } });
    const [first] = await names();
    repository.git('checkout', '--quiet', '--orphan', 'anew');
    repository.git('branch', '--quiet', '-D', 'main');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    repository.git('gc', '--quiet', '--prune=now');
    const other = open({ directory: path('elsewhere') });
    await expect(ask(other, first, [''])).rejects.toThrow(
      /^git fetch failed: /,
    );
  });

  it('are not fetched of a repository that may not be any more', async () => {
    const { repository, open } = world();
    repository.commit({ files: { a: '1\n' } });
    const [first] = await names();
    const other = open({ allowance: () => 'It may not be fetched' });
    await expect(ask(other, first, [''])).rejects.toThrow(
      'It may not be fetched',
    );
    await expect(
      ask(other, { ...first, repositoryId: '0'.repeat(16) }, ['']),
    ).rejects.toThrow('named by no application');
  });
});
