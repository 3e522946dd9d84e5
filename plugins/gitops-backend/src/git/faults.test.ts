import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
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

  it('does not take a commit for absent while the host does not answer', async () => {
    const { root, history, repository, repoUrl, path } = world();
    const base = repository.commit({ files: { 'app/a': '1' } });
    repository.git('switch', '--quiet', '-c', 'side');
    const side = repository.commit({ files: { 'app/a': '2' } });
    repository.git('switch', '--quiet', 'main');
    repository.git('branch', '-D', 'side');
    const at = (deployedRevision: string) =>
      history.track({
        id: 'one',
        sources: [{ repoUrl, path: 'app', deployedRevision }],
      });
    await history.start();
    await at(base);
    await ready(history, 'one', base);

    // From a fetch on, whatever is asked.
    const limited = path('limited');
    restore = gitBefore(
      root,
      `case "$*" in *' fetch '*) : > '${limited}';; esac
      case "$*" in *' fetch '*|*' ls-remote '*) if [ -e '${limited}' ]; then
        echo 'fatal: unable to access: The requested URL returned error: 429' >&2
        exit 128
      fi;; esac`,
    );
    await at(side);
    const [health] = await until(
      () => history.repositories(),
      ([{ state }]) => state === 'stale',
    );
    expect(health.reason).toMatch(/^git ls-remote failed: .* 429$/);
    restore();
    await until(
      () => factsOf(history, 'one'),
      ({ deployedCommit }) => deployedCommit?.sha === side,
    );
  });

  it('leaves nothing of a fetch that was not finished', async () => {
    const { root, repository, repoUrl, open, path } = world();
    repository.commit({ files: { 'app/a': '1' } });
    restore = gitBefore(
      root,
      `case "$*" in *' fetch '*) : > "$GIT_DIR/objects/pack/tmp_pack_begun"; exit 128;; esac`,
    );
    const directory = path('own');
    const history = open({ directory });
    await history.start();
    await history.track({ id: 'one', sources: [{ repoUrl, path: 'app' }] });
    await until(
      () => history.repositories(),
      ([{ state }]) => state === 'failing',
    );
    const files = readdirSync(directory, {
      recursive: true,
      encoding: 'utf8',
    });
    expect(files.filter(name => name.endsWith('objects/pack'))).toHaveLength(1);
    expect(files.filter(name => name.includes('tmp_'))).toEqual([]);
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
