import { describeHistory, ready } from './__testUtils__/describeHistory';

describeHistory('replicas', undefined, world => {
  it('ask for what another one has indexed, and then left', async () => {
    const { history, open, repository, repoUrl } = world();
    const other = open();
    await Promise.all([history.start(), other.start()]);
    const first = repository.commit({ files: { 'app/a': '1' } });
    const one = {
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: first }],
    };
    await history.track(one);
    await ready(history, 'one', first);
    await other.track(one);
    await history.stop();
    const tip = repository.commit({ files: { 'app/a': '2' } });
    expect(await ready(other, 'one', tip)).toMatchObject({ pendingCommits: 1 });
  });
});
