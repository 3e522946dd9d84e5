import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import fc from 'fast-check';
import { describeHistory } from './__testUtils__/describeHistory';
import { expectPaths, expectPlaces } from './__testUtils__/expectIndex';
import {
  BRANCHES,
  stepArbitrary,
  toFastImport,
} from './__testUtils__/randomHistory';
import { readIndex } from './__testUtils__/readIndex';
import { factsOf, until } from './__testUtils__/testHistory';

/** The clone that this file is in; none where there is none, or not all of it. */
function ownClones(): string[] {
  try {
    const [shallow, directory] = execFileSync(
      'git',
      ['rev-parse', '--is-shallow-repository', '--absolute-git-dir'],
      { cwd: __dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).split('\n');
    return shallow === 'false' ? [directory] : [];
  } catch {
    return [];
  }
}

const clones = ownClones();

/** How much is there at a push, and what the default branch is moved to. */
const pushArbitrary = fc.record({
  percent: fc.nat(100),
  moved: fc.option(
    fc.record({ branch: fc.nat(BRANCHES.length - 1), back: fc.nat(4) }),
  ),
});

describeHistory('the index', undefined, world => {
  /** Indexes a repository, until its default branch is there. */
  async function track(repoUrl: string, tip: string) {
    const { history } = world();
    await history.track({ id: repoUrl, sources: [{ repoUrl, path: '' }] });
    await until(
      () => factsOf(history, repoUrl),
      facts => facts.desired[0] === tip,
    );
  }

  it('equals git for every path there is, however the branch is pushed', async () => {
    const { database, history, root, serve, server } = world();
    await history.start();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepArbitrary, { minLength: 5, maxLength: 40 }),
        fc.array(pushArbitrary, { minLength: 1, maxLength: 3 }),
        async (steps, pushes) => {
          run += 1;
          const { repository, repoUrl } = serve(`random${run}-`);
          let tip = '';
          for (const { percent, moved } of pushes) {
            const there = Math.ceil((steps.length * percent) / 100);
            repository.fastImport(toFastImport(steps.slice(0, there)));
            if (moved) {
              const branch = BRANCHES[moved.branch];
              const line = repository
                .git('rev-list', '--first-parent', branch)
                .split('\n');
              const to = line[Math.min(moved.back, line.length - 1)];
              repository.git('update-ref', 'refs/heads/main', to);
            }
            tip = repository.git('rev-parse', 'main');
            await track(repoUrl, tip);
            const index = await readIndex(database, repoUrl);
            expectPaths(index, repository, tip);
            expectPlaces(index, repository, tip);
          }
          const link = `${repository.directory.slice(0, -4)}again.git`;
          symlinkSync(repository.directory, link);
          const again = `${server.url}${link.slice(root.length)}`;
          await track(again, tip);
          expect(await readIndex(database, repoUrl)).toEqual(
            await readIndex(database, again),
          );
          await history.forget(repoUrl);
          await history.forget(again);
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('knows where each commit landed, also when the first-parent line is another', async () => {
    const { database, history, repository, repoUrl } = world();
    await history.start();
    const files = (n: number) => ({ files: { [`app/${n}`]: `${n}` } });
    const expectIndexed = async () => {
      const tip = repository.git('rev-parse', 'main');
      await track(repoUrl, tip);
      const index = await readIndex(database, repoUrl);
      expectPaths(index, repository, tip);
      expectPlaces(index, repository, tip);
    };
    const [first] = [1, 2, 3].map(n => repository.commit(files(n)));
    const old = repository.git('rev-parse', 'main');
    await expectIndexed();

    // What was the branch comes along as the second parent of a merge.
    repository.git('checkout', '--quiet', '-B', 'side', first);
    repository.commit(files(4));
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'main');
    repository.git('checkout', '--quiet', '-B', 'main');
    await expectIndexed();
    repository.commit(files(5));
    await expectIndexed();

    // It goes on from a commit that had come with a merge.
    repository.git('reset', '--quiet', '--hard', old);
    repository.commit(files(6));
    await expectIndexed();

    // It begins with another commit, and has the old line beside it.
    repository.git('checkout', '--quiet', '--orphan', 'other');
    repository.commit(files(7));
    repository.git(
      ...['merge', '--quiet', '--allow-unrelated-histories'],
      ...['-s', 'ours', '-m', 'Merge', 'main'],
    );
    repository.git('checkout', '--quiet', '-B', 'main');
    await expectIndexed();

    // Back to where it was, with nothing new.
    repository.git('reset', '--quiet', '--hard', 'HEAD^');
    await expectIndexed();
    expect(await history.repositories()).toMatchObject([
      { state: 'current', progress: null },
    ]);
  });

  if (clones.length === 0) {
    it.todo('equals git for this project, where it is a whole git clone');
  } else {
    it.each(clones)('equals git for this project, in %s', async own => {
      const { database, history, path, serve } = world();
      const bare = `${path('own')}.git`;
      execFileSync('git', ['clone', '--quiet', '--bare', own, bare]);
      const { repository, repoUrl } = serve('own');
      const tip = repository.git('rev-parse', 'HEAD');
      await history.start();
      await track(repoUrl, tip);
      const index = await readIndex(database, repoUrl);
      const all = repository.git('rev-list', tip).split('\n');
      expect(index.commits.map(it => it.sha)).toEqual(all.sort());
      expectPaths(index, repository, tip, 25);
      expectPlaces(index, repository, tip);
    });
  }
});
