import { describeHistory, HistoryWorld } from './__testUtils__/describeHistory';
import { allCommits, factsOf, until } from './__testUtils__/testHistory';

describeHistory('what was renamed', undefined, world => {
  /** The subjects of what is listed for a directory, the newest first. */
  async function historyOf(path: string) {
    const { history, repository, repoUrl } = world();
    await history.start();
    const tip = repository.git('rev-parse', 'HEAD');
    await history.track({
      id: path,
      sources: [{ repoUrl, path, deployedRevision: tip }],
    });
    // Once its inputs are known.
    await until(
      () => factsOf(history, path),
      facts => facts.pendingCommits !== null,
    );
    return (await allCommits(history, [path])).map(it => it.subject);
  }

  function commit(
    message: string,
    files: Parameters<HistoryWorld['repository']['commit']>[0]['files'],
  ) {
    return world().repository.commit({ message, files });
  }

  function move(message: string, from: string, to: string) {
    const { repository } = world();
    repository.git('mv', from, to);
    return repository.commit({ message });
  }

  it('has the history of before, however often it was renamed', async () => {
    commit('Begin', { 'apps/a/base/k.yaml': '1', 'apps/a/x.yaml': '2' });
    commit('Elsewhere', { 'other/x.yaml': '9' });
    move('To b', 'apps/a', 'apps/b');
    commit('Change b', { 'apps/b/x.yaml': '3' });
    move('To c', 'apps/b', 'apps/c');
    move('All to teams', 'apps', 'teams');
    commit('Change it', { 'teams/c/x.yaml': '4' });
    expect(await historyOf('teams/c')).toEqual([
      'Change it',
      'All to teams',
      'To c',
      'Change b',
      'To b',
      'Begin',
    ]);
    expect(await historyOf('teams/c/base')).toEqual([
      'All to teams',
      'To c',
      'To b',
      'Begin',
    ]);
  });

  it('has nothing of what came to its old place later', async () => {
    commit('Begin', { 'apps/a/x.yaml': '1' });
    move('To b', 'apps/a', 'apps/b');
    commit('Another a', { 'apps/a/x.yaml': '2' });
    commit('Change a', { 'apps/a/x.yaml': '3' });
    expect(await historyOf('apps/b')).toEqual(['To b', 'Begin']);
    expect(await historyOf('apps/a')).toEqual([
      'Change a',
      'Another a',
      'To b',
      'Begin',
    ]);
  });

  it('comes back to where it was', async () => {
    commit('Begin', { 'apps/a/x.yaml': '1' });
    move('To b', 'apps/a', 'apps/b');
    commit('Change b', { 'apps/b/x.yaml': '2' });
    move('Back to a', 'apps/b', 'apps/a');
    expect(await historyOf('apps/a')).toEqual([
      'Back to a',
      'Change b',
      'To b',
      'Begin',
    ]);
  });

  it('is no copy, and no swap', async () => {
    commit('Begin', { 'apps/a/x.yaml': '1', 'apps/b/x.yaml': '2' });
    commit('Copy a', { 'apps/copy/x.yaml': '1' });
    commit('Swap', { 'apps/a/x.yaml': '2', 'apps/b/x.yaml': '1' });
    commit('Change b', { 'apps/b/x.yaml': '3' });
    expect(await historyOf('apps/copy')).toEqual(['Copy a']);
    expect(await historyOf('apps/a')).toEqual(['Swap', 'Begin']);
  });

  it('needs half of what came to have come from there', async () => {
    commit('Begin', { 'apps/a/x.yaml': '1', 'apps/a/y.yaml': '2' });
    commit('Half', {
      'apps/a/x.yaml': null,
      'apps/half/x.yaml': '1',
      'apps/half/new.yaml': '8',
    });
    commit('Less', {
      'apps/a/y.yaml': null,
      'apps/less/y.yaml': '2',
      'apps/less/one.yaml': '8',
      'apps/less/two.yaml': '9',
    });
    expect(await historyOf('apps/half')).toEqual(['Half', 'Begin']);
    expect(await historyOf('apps/less')).toEqual(['Less']);
    // The file itself was renamed.
    expect(await historyOf('apps/less/y.yaml')).toEqual(['Less', 'Begin']);
  });

  it('is found where a merge brings it, and counts nothing after it', async () => {
    const { repository } = world();
    commit('Begin', { 'apps/a/x.yaml': '1' });
    repository.git('checkout', '--quiet', '-b', 'side');
    move('To b', 'apps/a', 'apps/b');
    repository.git('checkout', '--quiet', 'main');
    commit('Elsewhere', { 'other/x.yaml': '9' });
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'side');
    commit('Another a', { 'apps/a/x.yaml': '2' });
    expect(await historyOf('apps/b')).toEqual(['Merge', 'To b', 'Begin']);
  });
});
