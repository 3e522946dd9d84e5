import { describeHistory, ready } from './__testUtils__/describeHistory';
import { allCommits, factsOf } from './__testUtils__/testHistory';

describeHistory('revisions', undefined, world => {
  it('tells behind, diverged and unreachable apart', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
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

    expect(await ready(history, 'behind', base)).toMatchObject({
      relation: { state: 'behind', ahead: 0, behind: 1 },
      pendingCommits: 0,
      deployedCommit: { sha: main },
    });
    expect(await ready(history, 'diverged', main)).toMatchObject({
      relation: { state: 'diverged', ahead: 1, behind: 1 },
      pendingCommits: 1,
      deployedCommit: { sha: side },
    });
    expect(await ready(history, 'unreachable', main)).toMatchObject({
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

  it('follows a branch, a tag and a bare commit', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
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
      await ready(history, id, tip);
      const shas = (await allCommits(history, [id])).map(it => it.sha);
      expect(shas).toEqual(repository.log('app', tip));
    }
    expect((await factsOf(history, loose)).pendingCommits).toBe(2);
  });

  it('survives a force-push and marks nothing that is gone', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
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
    await ready(history, 'one', lost);
    repository.git('reset', '--quiet', '--hard', base);
    const tip = repository.commit({ files: { 'app/a': '3' } });
    expect((await ready(history, 'one', tip)).pendingCommits).toBe(1);
    expect((await allCommits(history, ['one'])).map(it => it.sha)).toEqual([
      tip,
      base,
    ]);
    expect(await ready(history, 'two', tip)).toMatchObject({
      relation: { state: 'diverged', ahead: 1, behind: 1 },
      deployedCommit: { sha: lost },
    });
    expect(
      (await allCommits(history, ['two'])).map(it => it.marks[0].state),
    ).toEqual(expect.arrayContaining(['waiting', 'deployed']));
  });

  it('goes on from the index when the mirror is gone', async () => {
    const { history, repository, repoUrl, open } = world();
    await history.start();
    const base = repository.commit({ files: { 'app/a': '1' } });
    const source = { repoUrl, path: 'app', deployedRevision: base };
    await history.track({ id: 'one', sources: [source] });
    await ready(history, 'one', base);
    await history.stop();

    // The old tip is not in the new mirror either.
    repository.git('checkout', '--quiet', '--orphan', 'fresh');
    const fresh = repository.commit({ files: { 'app/a': '9' } });
    repository.git('branch', '--force', 'main', 'fresh');
    repository.git('checkout', '--quiet', 'main');
    repository.git('branch', '-D', 'fresh');
    repository.git('reflog', 'expire', '--expire=now', '--all');
    repository.git('gc', '--quiet', '--prune=now');
    const again = open();
    await again.start();
    expect(await ready(again, 'one', fresh)).toMatchObject({
      relation: { state: 'unreachable' },
      pendingCommits: null,
    });
    expect((await allCommits(again, ['one'])).map(it => it.sha)).toEqual([
      fresh,
    ]);
  });
});
