import { describeHistory, ready } from './__testUtils__/describeHistory';
import {
  allCommits,
  factsOf,
  repositoriesOf,
  until,
} from './__testUtils__/testHistory';
import { EPOCH } from './__testUtils__/testRepository';

describeHistory('createGitHistory', undefined, world => {
  it('counts three waiting commits, and which of them the engine has seen', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const deployed = repository.commit({ files: { 'app/a.yaml': '1' } });
    const first = repository.commit({ files: { 'app/a.yaml': '2' } });
    repository.commit({ files: { 'other/b.yaml': '1' } });
    const second = repository.commit({ files: { 'app/a.yaml': '3' } });
    const tip = repository.commit({
      files: { 'app/a.yaml': '4' },
      message: 'Third',
    });
    await history.track({
      id: 'one',
      sources: [
        {
          repoUrl,
          path: 'app',
          desiredRevision: second,
          deployedRevision: deployed,
        },
      ],
    });

    const facts = await ready(history, 'one', tip);
    expect(facts).toEqual({
      desired: [tip],
      relation: { state: 'ahead', ahead: 4, behind: 0 },
      pendingCommits: 3,
      pendingCommitsSeenByEngine: 2,
      pendingSince: new Date((EPOCH + 120) * 1000).toISOString(),
      declaration: { pendingCommits: 0, held: 0, heldSince: null },
      deployedCommit: {
        sha: deployed,
        subject: 'Change',
        author: 'Robin Example',
        at: new Date((EPOCH + 60) * 1000).toISOString(),
        url: repoUrl.replace(/\.git$/, `/commit/${deployed}`),
      },
    });
    expect(
      (await history.waiting('one', 2)).map(({ sha, subject }) => [
        sha,
        subject,
      ]),
    ).toEqual([
      [tip, 'Third'],
      [second, 'Change'],
    ]);
    const commits = await allCommits(history, ['one'], 2);
    expect(commits.map(it => [it.sha, it.marks[0]])).toEqual([
      [
        tip,
        { applicationId: 'one', state: 'waiting', current: false, via: [] },
      ],
      [
        second,
        { applicationId: 'one', state: 'waiting', current: false, via: [] },
      ],
      [
        first,
        { applicationId: 'one', state: 'waiting', current: false, via: [] },
      ],
      [
        deployed,
        { applicationId: 'one', state: 'deployed', current: true, via: [] },
      ],
    ]);
    expect(commits[0]).toMatchObject({
      repository: repoUrl,
      subject: 'Third',
      author: { name: 'Robin Example', email: 'robin@example.com' },
      merge: false,
      dateClamped: false,
    });
  });

  it('gives facts of one moment, however fast commits come', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const deployed = repository.commit({ files: { 'app/a.yaml': '0' } });
    await history.track({
      id: 'one',
      sources: [
        {
          repoUrl,
          path: 'app',
          desiredRevision: deployed,
          deployedRevision: deployed,
        },
      ],
    });
    const known = new Map([[deployed, 0]]);
    for (let n = 1; n <= 10; n++) {
      const tip = repository.commit({ files: { 'app/a.yaml': `${n}` } });
      known.set(tip, n);
      await until(
        () => factsOf(history, 'one'),
        ({ desired: [at], relation, pendingCommits, deployedCommit }) => {
          const expected = known.get(at) ?? null;
          expect([pendingCommits, relation.ahead, deployedCommit?.sha]).toEqual(
            [expected, expected, expected === null ? undefined : deployed],
          );
          return at === tip;
        },
      );
    }
  });

  it('names what came to run with a revision, whatever that one itself is about', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const first = repository.commit({ files: { 'app/a.yaml': '1' } });
    const other = repository.commit({ files: { 'other/b.yaml': '1' } });
    repository.git('switch', '--quiet', '-c', 'side', first);
    const side = repository.commit({ files: { 'app/a.yaml': '2' } });
    repository.git('switch', '--quiet', 'main');
    const before = repository.commit({ files: { 'other/b.yaml': '2' } });
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'side');
    const tip = repository.git('rev-parse', 'HEAD').trim();
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: tip }],
    });
    await ready(history, 'one', tip);

    const revisions = [first, other, side, before, tip, 'f'.repeat(40)];
    const found = await history.newestIn(
      revisions.map(revision => ({ applicationId: 'one', revision })),
    );
    const shaOf = new Map(
      found.map(({ revision, commit }) => [revision, commit.sha]),
    );
    // The commit of the side is older than what came before its merge.
    expect(revisions.map(revision => shaOf.get(revision))).toEqual([
      first,
      first,
      undefined,
      first,
      tip,
      undefined,
    ]);
  });

  it('follows pushes, and says whose facts changed', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const changed: string[][] = [];
    history.onChanged(ids => changed.push(ids));
    const deployed = repository.commit({ files: { 'app/a.yaml': '1' } });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: deployed }],
    });
    expect((await ready(history, 'one', deployed)).pendingCommits).toBe(0);
    const before = Math.floor(Date.now() / 1000);
    const tip = repository.commit({ files: { 'app/a.yaml': '2' } });
    const facts = await ready(history, 'one', tip);
    expect(facts.pendingCommits).toBe(1);
    // Its own date is years ago; it reached the branch only now.
    expect(Date.parse(facts.pendingSince ?? '') / 1000).toBeGreaterThanOrEqual(
      before - 5,
    );
    expect(changed.flat()).toContain('one');

    await history.track({
      id: 'one',
      sources: [
        { repoUrl, path: 'app', deployedRevision: tip, desiredRevision: tip },
      ],
    });
    expect(await factsOf(history, 'one')).toMatchObject({
      relation: { state: 'same', ahead: 0, behind: 0 },
      pendingCommits: 0,
      pendingCommitsSeenByEngine: 0,
      pendingSince: null,
      deployedCommit: { sha: tip },
    });
  });

  it('counts a commit to the base as an input of the overlay', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const deployed = repository.commit({
      files: {
        'apps/x/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
        'apps/x/base/deployment.yaml': 'replicas: 1\n',
        'apps/x/overlays/production/kustomization.yaml':
          'resources: [../../base]\n',
      },
    });
    const tip = repository.commit({
      files: { 'apps/x/base/deployment.yaml': 'replicas: 2\n' },
    });
    await history.track({
      id: 'one',
      sources: [
        {
          repoUrl,
          path: './apps/x/overlays/production/',
          deployedRevision: deployed,
        },
      ],
    });
    expect((await ready(history, 'one', tip)).pendingCommits).toBe(1);
    expect((await allCommits(history, ['one'])).map(it => it.sha)).toEqual([
      tip,
      deployed,
    ]);
  });

  it('knows a deployed revision that is newer than the last input commit', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const input = repository.commit({ files: { 'app/a.yaml': '1' } });
    const deployed = repository.commit({ files: { 'other/b.yaml': '1' } });
    const tip = repository.commit({ files: { 'other/b.yaml': '2' } });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: deployed }],
    });
    expect(await ready(history, 'one', tip)).toMatchObject({
      relation: { state: 'ahead', ahead: 1, behind: 0 },
      pendingCommits: 0,
      deployedCommit: { sha: input },
    });
  });

  it('pages over two repositories in one order, each commit once', async () => {
    const { history, repository, repoUrl, serve } = world();
    await history.start();
    const { repository: other, repoUrl: otherUrl } = serve('other');
    const shas: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const place = i % 2 === 0 ? repository : other;
      shas.push(
        place.commit({
          files: { 'app/a.yaml': String(i) },
          time: EPOCH + i * 60,
        }),
      );
    }
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: shas[4] }],
    });
    await history.track({
      id: 'two',
      sources: [
        { repoUrl, path: 'app', deployedRevision: shas[4] },
        { repoUrl: otherUrl, path: '', deployedRevision: shas[3] },
      ],
    });
    await ready(history, 'one', shas[4]);
    expect(await ready(history, 'two', shas[4], shas[5])).toMatchObject({
      relation: { state: 'ahead', ahead: 1, behind: 0 },
      pendingCommits: 1,
    });
    const commits = await allCommits(history, ['one', 'two'], 1);
    expect(commits.map(it => it.sha)).toEqual([...shas].reverse());
    expect(commits[1].marks.map(it => it.applicationId)).toEqual([
      'one',
      'two',
    ]);
    expect(commits[0].marks.map(it => it.applicationId)).toEqual(['two']);
    expect((await repositoriesOf(history, 'one')).map(it => it.url)).toEqual([
      repoUrl,
    ]);
    expect(await history.repositories()).toHaveLength(2);
  });

  it('gives an empty list for an empty repository', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    await history.track({ id: 'one', sources: [{ repoUrl, path: '' }] });
    const [health] = await until(
      () => repositoriesOf(history, 'one'),
      ([it]) => it.state !== 'indexing',
    );
    expect(health).toMatchObject({ state: 'current', partial: false });
    expect(await allCommits(history, ['one'])).toEqual([]);
    expect((await factsOf(history, 'one')).desired).toEqual([]);
    const first = repository.commit({ files: { a: '1' } });
    await until(
      () => factsOf(history, 'one'),
      facts => facts.desired[0] === first,
    );
    expect(await allCommits(history, ['one'])).toHaveLength(1);
  });

  it('forgets an application', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const tip = repository.commit({ files: { 'app/a': '1' } });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: tip }],
    });
    await ready(history, 'one', tip);
    await history.forget('one');
    expect(await allCommits(history, ['one'])).toEqual([]);
    expect(await repositoriesOf(history, 'one')).toEqual([]);
  });

  it('refuses a cursor that is not its own', async () => {
    const { history } = world();
    await history.start();
    await expect(
      history.commits({
        applicationIds: ['one'],
        limit: 5,
        cursor: 'eyJhIjoxfQ',
      }),
    ).rejects.toThrow('The cursor is not one that was given out here');
  });
});
