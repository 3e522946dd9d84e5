import { describeHistory, ready } from './__testUtils__/describeHistory';
import {
  allCommits,
  integrationsFor,
  until,
} from './__testUtils__/testHistory';
import { createGitAllowance } from './repository/gitAllowance';

describeHistory('what may be fetched', undefined, world => {
  it('is decided anew at each start, and what is indexed stays', async () => {
    const { repository, repoUrl, server, open } = world();
    const integrations = integrationsFor([server.host]);
    const nothing = createGitAllowance(integrations, ['git.example.com']);
    const first = repository.commit({ files: { 'app/a': '1' } });
    const application = {
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: first }],
    };

    const refused = open({ allowance: nothing });
    await refused.start();
    await refused.track(application);
    const [health] = await until(
      () => refused.repositories(),
      ([{ state }]) => state === 'failing',
    );
    const place = `${server.host}/${repoUrl.split('/').pop()?.slice(0, -4)}`;
    const reason = `${place} may not be fetched: add it to gitops.git.allow`;
    expect(health).toMatchObject({ url: repoUrl, reason });
    expect(server.requests.filter(({ path }) => isOf(path))).toEqual([]);
    await refused.stop();

    const allowed = open();
    await allowed.start();
    await ready(allowed, 'one', first);
    expect(await allowed.repositories()).toMatchObject([{ state: 'current' }]);
    await allowed.stop();

    repository.commit({ files: { 'app/a': '2' } });
    const before = server.requests.length;
    const again = open({ allowance: nothing });
    await again.start();
    expect(await again.pushed([repoUrl])).toBe(1);
    const [stale] = await until(
      () => again.repositories(),
      ([{ state }]) => state === 'stale',
    );
    expect(stale).toMatchObject({ reason });
    expect((await allCommits(again, ['one'])).map(({ sha }) => sha)).toEqual([
      first,
    ]);
    expect(server.requests).toHaveLength(before);

    function isOf(path: string) {
      return path.startsWith(new URL(repoUrl).pathname);
    }
  });

  it('is asked at once when somebody has pushed there, under any of its names', async () => {
    const { repository, repoUrl, server, open, serve } = world();
    const history = open({ intervalMs: 3_600_000 });
    await history.start();
    const first = repository.commit({ files: { 'app/a': '1' } });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: first }],
    });
    await ready(history, 'one', first);

    const [, name] = new URL(repoUrl).pathname.split('/');
    const names = [
      repoUrl,
      repoUrl.replace(/\.git$/, ''),
      `ssh://git@${server.host}/${name}`,
      `${server.url}/${name.replace('.git', '').toUpperCase()}`,
    ];
    for (const [n, url] of names.entries()) {
      const tip = repository.commit({ files: { 'app/a': `pushed ${n}` } });
      expect(await history.pushed(['https://git.example.com/x', url])).toBe(1);
      await ready(history, 'one', tip);
    }
    expect(await history.pushed([serve('unknown').repoUrl, '--x', ''])).toBe(0);
    expect(await history.repositories()).toHaveLength(1);
  });
});
