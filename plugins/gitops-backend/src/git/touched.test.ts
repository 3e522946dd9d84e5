import { describeHistory, ready } from './__testUtils__/describeHistory';
import { allCommits, until } from './__testUtils__/testHistory';
import { GitHistory } from './types';

const OVERLAY = 'web/overlays/production';

function kustomization(...resources: string[]): string {
  return JSON.stringify({ kind: 'Kustomization', resources });
}

/** Why each commit counts, by subject. */
async function viaOf(history: GitHistory, id: string) {
  const commits = await allCommits(history, [id]);
  return Object.fromEntries(
    commits.map(({ subject, marks }) => [subject, marks[0].via]),
  );
}

describeHistory('what commits touch', undefined, world => {
  /** An overlay on a base, and another application beside it. */
  async function start() {
    const { history, repository, repoUrl } = world();
    repository.commit({
      files: {
        [`${OVERLAY}/kustomization.yaml`]: kustomization('../../base'),
        'web/base/kustomization.yaml': kustomization('deployment.yaml'),
        'web/base/deployment.yaml': '1',
        'other/a.yaml': '1',
      },
      message: 'first',
    });
    const base = repository.commit({
      files: { 'web/base/deployment.yaml': '2' },
      message: 'base',
    });
    const both = repository.commit({
      files: { 'web/base/deployment.yaml': '3', [`${OVERLAY}/a.yaml`]: '1' },
      message: 'both',
    });
    const tip = repository.commit({
      files: { 'other/a.yaml': '2', 'readme.md': '1' },
      message: 'other',
    });
    await history.start();
    await history.track({
      id: 'overlay',
      sources: [{ repoUrl, path: OVERLAY, deployedRevision: base }],
    });
    await history.track({ id: 'other', sources: [{ repoUrl, path: 'other' }] });
    await history.track({ id: 'root', sources: [{ repoUrl, path: '' }] });
    await ready(history, 'overlay', tip);
    const named = async (id: string, sha: string) => {
      const commits = await until(
        () => allCommits(history, [id]),
        found => found.some(it => it.sha === sha),
      );
      const { repositoryId } = commits[0];
      return { repositoryId, sha };
    };
    return { base, both, tip, named };
  }

  it('say through which inputs outside of its own path a commit counts', async () => {
    const { history } = world();
    await start();
    expect(await viaOf(history, 'overlay')).toEqual({
      first: [],
      base: ['../../base/deployment.yaml'],
      both: [],
    });
  });

  it('are found for some applications, and marked for others, too', async () => {
    const { history } = world();
    const { tip, named } = await start();
    await named('other', tip);
    await named('root', tip);
    const page = await history.commits({
      applicationIds: ['overlay'],
      markedFor: ['other', 'overlay', 'root'],
      limit: 10,
    });
    expect(
      page.items.map(({ subject, marks }) => [
        subject,
        ...marks.map(mark => mark.applicationId),
      ]),
    ).toEqual([
      ['both', 'overlay', 'root'],
      ['base', 'overlay', 'root'],
      ['first', 'other', 'overlay', 'root'],
    ]);
    const [both, base] = page.items;
    const isCurrent = ({ marks }: typeof both) =>
      marks.filter(mark => mark.current).map(mark => mark.applicationId);
    expect([isCurrent(both), isCurrent(base)]).toEqual([[], ['overlay']]);
  });

  it('are found backwards: the applications of a commit, and of paths', async () => {
    const { history, repoUrl } = world();
    const { base, tip, named } = await start();
    const ids = async (by: Parameters<GitHistory['touched']>[0]) =>
      (await history.touched(by)).map(({ applicationId, via }) => [
        applicationId,
        ...via,
      ]);
    await named('other', tip);
    expect(await ids({ commit: await named('root', base) })).toEqual([
      ['overlay', '../../base/deployment.yaml'],
      ['root'],
    ]);
    expect(await ids({ commit: await named('root', tip) })).toEqual([
      ['other'],
      ['root'],
    ]);
    const read = async (sha: string) =>
      (await history.touched({ commit: await named('root', sha) })).map(
        it => it.read,
      );
    expect(await read(base)).toEqual([
      ['web/base', 'web/base/deployment.yaml'],
      [],
    ]);
    expect(await read(tip)).toEqual([[], []]);
    const paths = (...given: string[]) => ({
      repository: repoUrl.replace(/\.git$/, ''),
      paths: given,
    });
    expect(await ids(paths('web'))).toEqual([['overlay'], ['root']]);
    expect(await ids(paths('web/base/deployment.yaml'))).toEqual([
      ['overlay', '../../base/deployment.yaml'],
      ['root'],
    ]);
    expect(await ids(paths('we', 'other/a.yaml/x'))).toEqual([
      ['other'],
      ['root'],
    ]);
    expect(await ids(paths(''))).toEqual([['other'], ['overlay'], ['root']]);
    const nowhere = { repository: 'https://nowhere.example.com/a.git' };
    expect(await history.touched({ ...nowhere, paths: [''] })).toEqual([]);
    expect(
      await history.touched({ repository: 'file:///etc', paths: [''] }),
    ).toEqual([]);
    const { repositoryId } = await named('root', tip);
    const unknown = { repositoryId, sha: 'f'.repeat(40) };
    expect(await history.touched({ commit: unknown })).toEqual([]);
    expect(await history.commit(unknown, ['root'])).toBeUndefined();
  });

  it('are the files that a commit changed', async () => {
    const { history } = world();
    const { both, named } = await start();
    expect(await history.changedFiles(await named('root', both))).toEqual([
      'web/base/deployment.yaml',
      `${OVERLAY}/a.yaml`,
    ]);
  });

  it('tell those of a merged pull request, once its host has told of it', async () => {
    const { history, repoUrl, database } = world();
    const { base, named, tip } = await start();
    await named('other', tip);
    await named('root', tip);
    const touched = () => history.touched({ repository: repoUrl, pull: 7 });
    expect(await touched()).toEqual([]);
    const { id } = await database('git_repositories').first('id');
    await database('commit_reviews').insert(
      [base, tip].map(sha => ({
        ...{ repository_id: id, sha, ordinal: 1 },
        ...{ review: 'pull', pull_number: 7 },
      })),
    );
    expect((await touched()).map(it => [it.applicationId, it.via])).toEqual([
      ['other', []],
      ['overlay', ['../../base/deployment.yaml']],
      ['root', []],
    ]);
  });

  it('know which revisions contain them, as git does', async () => {
    const { history, repository, repoUrl } = world();
    const { git } = repository;
    repository.commit({ files: { 'a/1': '1' }, message: 'a' });
    git('checkout', '--quiet', '-b', 'side');
    repository.commit({ files: { 'a/2': '1' }, message: 'b' });
    const side = repository.commit({ files: { 'a/2': '2' }, message: 'c' });
    git('checkout', '--quiet', 'main');
    repository.commit({ files: { 'a/3': '1' }, message: 'd' });
    git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side');
    repository.commit({ files: { 'a/4': '1' }, message: 'e' });
    git('checkout', '--quiet', '-b', 'beside', 'main~1');
    const beside = repository.commit({ files: { 'a/5': '1' }, message: 'f' });
    git('checkout', '--quiet', 'main');
    await history.start();
    const tip = git('rev-parse', 'main');
    await history.track({
      id: 'main',
      sources: [{ repoUrl, path: 'a', deployedRevision: tip }],
    });
    await history.track({
      id: 'beside',
      sources: [{ repoUrl, path: 'a', targetRevision: 'beside' }],
    });
    await ready(history, 'main', tip);
    const commits = await until(
      () => allCommits(history, ['main', 'beside']),
      found => found.some(({ sha }) => sha === beside),
    );
    const mainline = git('rev-list', '--first-parent', 'main').split('\n');
    const contained = await history.contained(
      commits.map(({ id }) => ({
        commitId: id,
        revisions: [...mainline, beside, side, 'f'.repeat(40)],
      })),
    );
    for (const { id, sha } of commits) {
      const isIn = (revision: string) =>
        git('rev-list', revision).split('\n').includes(sha);
      // The second parent of a merge is on no branch's own line.
      expect(Object.fromEntries(contained.get(id) ?? [])).toEqual(
        Object.fromEntries(
          [...mainline, beside].map(revision => [revision, isIn(revision)]),
        ),
      );
    }
    // The merge changes nothing itself, but brings what it merged to its branch.
    expect(commits).toHaveLength(7);
  });
});
