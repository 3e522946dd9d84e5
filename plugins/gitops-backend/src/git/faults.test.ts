import { randomBytes } from 'node:crypto';
import { describeHistory, ready } from './__testUtils__/describeHistory';
import { gitBefore } from './__testUtils__/gitBefore';
import { allCommits, factsOf, until } from './__testUtils__/testHistory';

const CANARY = 'canary-5b7e02';

describeHistory('faults', CANARY, world => {
  let restore = () => {};
  afterEach(() => restore());

  it('says that the disk is full, keeps what it has, and goes on when there is room', async () => {
    const { root, history, repository, repoUrl } = world();
    const first = repository.commit({ files: { 'app/a': '1' } });
    await history.start();
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: first }],
    });
    await ready(history, 'one', first);

    // What is fetched is no longer than a file may be.
    restore = gitBefore(
      root,
      `case "$*" in *' fetch '*) ulimit -f 8; trap '' XFSZ;; esac`,
    );
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [
        `app/${randomBytes(20).toString('hex')}`,
        String(n),
      ]),
    );
    const tip = repository.commit({ files });
    const [health] = await until(
      () => history.repositories(),
      ([{ state }]) => state === 'stale',
    );
    restore();
    expect(health.reason).toMatch(/^git fetch failed: /);
    expect(health.reason).not.toContain(CANARY);
    expect((await allCommits(history, ['one'])).map(({ sha }) => sha)).toEqual([
      first,
    ]);
    await ready(history, 'one', tip);
    expect(await history.repositories()).toMatchObject([{ state: 'current' }]);
  });

  it('knows that a branch was deleted, and that it came back', async () => {
    const { history, repository, repoUrl } = world();
    const base = repository.commit({ files: { 'app/a': '1' } });
    repository.git('branch', 'stage', base);
    await history.start();
    await history.track({
      id: 'one',
      sources: [
        {
          repoUrl,
          path: 'app',
          targetRevision: 'stage',
          deployedRevision: base,
        },
      ],
    });
    await ready(history, 'one', base);

    repository.git('branch', '-D', 'stage');
    await until(
      () => factsOf(history, 'one'),
      ({ desired }) => desired.length === 0,
    );
    expect(await factsOf(history, 'one')).toMatchObject({
      relation: { state: 'unknown' },
      pendingCommits: null,
    });
    const tip = repository.commit({ files: { 'app/a': '2' } });
    repository.git('branch', 'stage', tip);
    expect(await ready(history, 'one', tip)).toMatchObject({
      relation: { state: 'ahead' },
      pendingCommits: 1,
    });
  });
});
