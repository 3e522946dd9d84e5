import { describeHistory, ready } from './__testUtils__/describeHistory';
import {
  allCommits,
  factsOf,
  repositoriesOf,
  until,
} from './__testUtils__/testHistory';
import { GitHistory } from './types';

/** A HelmRelease's manifest. */
function release(name: string, version: string, namespace?: string): string {
  return JSON.stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace },
    spec: { chart: { spec: { chart: 'web', version } } },
  });
}

/** As the parent `apps` declares it. */
function declared(
  name: string,
  {
    namespace = 'shop',
    inEffect = true,
  }: { namespace?: string; inEffect?: boolean } = {},
) {
  const id = `${namespace}/${name}`;
  const declaration = {
    parentId: 'apps',
    objectId: id,
    kind: 'HelmRelease',
    namespace,
    name,
    inEffect,
  };
  return { id, sources: [], declaration };
}

async function marksOf(history: GitHistory, id: string) {
  const commits = await allCommits(history, [id]);
  return commits.map(({ sha, marks }) => [
    sha,
    marks[0].state,
    marks[0].current,
  ]);
}

describeHistory('declarations', undefined, world => {
  /** The parent, which lies in `apps`. */
  const apps = (revisions: {
    deployedRevision?: string;
    desiredRevision?: string;
    appliedRevision?: string;
  }) => ({
    id: 'apps',
    sources: [
      {
        repoUrl: world().repoUrl,
        path: 'apps',
        appliedRevision: revisions.deployedRevision,
        ...revisions,
      },
    ],
  });

  const found = (history: GitHistory, id: string, commits: number) =>
    until(
      () => factsOf(history, id),
      facts => facts.pendingCommits === commits,
    );

  it('are all that Git knows of what has no source in Git', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const changed: string[] = [];
    history.onChanged(ids => changed.push(...ids));
    const first = repository.commit({
      files: {
        'apps/web.yaml': release('web', '1.0.0', 'shop'),
        'apps/other.yaml': release('web', '1.0.0', 'elsewhere'),
      },
    });
    const seen = repository.commit({
      files: { 'apps/web.yaml': release('web', '1.1.0', 'shop') },
    });
    repository.commit({
      files: { 'apps/other.yaml': release('web', '2.0.0', 'elsewhere') },
    });
    const tip = repository.commit({
      files: { 'apps/web.yaml': release('web', '1.2.0', 'shop') },
      message: 'Two',
    });
    // Seen before its parent.
    await history.track(declared('web'));
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: null,
    });
    await history.track(
      apps({ deployedRevision: first, desiredRevision: seen }),
    );

    expect(await found(history, 'shop/web', 2)).toMatchObject({
      desired: [],
      relation: { state: 'unknown' },
      pendingCommitsSeenByEngine: 1,
      deployedCommit: { sha: first, url: expect.stringContaining(first) },
      declaration: { pendingCommits: 2, held: 1 },
    });
    expect(await marksOf(history, 'shop/web')).toEqual([
      [tip, 'waiting', false],
      [seen, 'waiting', false],
      [first, 'deployed', true],
    ]);
    // No sync of its own would bring them.
    expect(await history.waiting('shop/web', 10)).toEqual([]);
    expect(
      (await repositoriesOf(history, 'shop/web')).map(({ url }) => url),
    ).toEqual([repoUrl]);

    await until(
      async () => changed,
      ids => ids.includes('shop/web'),
    );
    changed.length = 0;
    await history.track(apps({ deployedRevision: tip, desiredRevision: tip }));
    expect(changed).toEqual(['shop/web']);
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: 0,
      declaration: { pendingCommits: 0, held: 0, heldSince: null },
      deployedCommit: { sha: tip, subject: 'Two' },
    });

    changed.length = 0;
    const next = repository.commit({ files: { 'apps/web.yaml': null } });
    expect(await found(history, 'shop/web', 1)).toMatchObject({
      pendingCommitsSeenByEngine: 0,
      declaration: { pendingCommits: 1, held: 0 },
    });
    await until(
      async () => changed,
      ids => ids.includes('shop/web'),
    );
    expect((await marksOf(history, 'shop/web'))[0]).toEqual([
      next,
      'waiting',
      false,
    ]);
  });

  it('are applied with whatever the engine finds to differ in nothing', async () => {
    const { history, repository } = world();
    await history.start();
    const deployed = repository.commit({
      files: { 'apps/web.yaml': release('web', '1.0.0') },
    });
    const comment = repository.commit({
      files: { 'apps/web.yaml': `# Ours\n${release('web', '1.0.0')}` },
    });
    await history.track(
      apps({
        deployedRevision: deployed,
        desiredRevision: comment,
        appliedRevision: comment,
      }),
    );
    await history.track(declared('web'));
    await until(
      () => factsOf(history, 'shop/web'),
      facts => facts.deployedCommit?.sha === comment,
    );
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: 0,
    });
  });

  it('wait where the engine finds that they differ, and nowhere else', async () => {
    const { history, repository } = world();
    await history.start();
    const files = (version: string) => ({
      'apps/all.yaml': `${release('web', version)}\n---\n${release(
        'db',
        version,
      )}`,
    });
    const first = repository.commit({ files: files('1') });
    const second = repository.commit({ files: files('2') });
    // Its sync failed, or has not begun.
    const parent = apps({ deployedRevision: first, desiredRevision: second });
    const [source] = parent.sources;
    const applied = [{ ...source, appliedRevision: second }];
    await history.track({
      ...parent,
      sources: applied,
      differing: ['shop/web', 'shop/gone'],
    });
    await history.track(declared('web'));
    await history.track(declared('db'));

    expect(await found(history, 'shop/web', 1)).toMatchObject({
      declaration: { pendingCommits: 1, held: 1 },
      deployedCommit: { sha: first },
    });
    expect(await found(history, 'shop/db', 0)).toMatchObject({
      declaration: { pendingCommits: 0, held: 0, heldSince: null },
      deployedCommit: { sha: second },
    });

    const changed: string[] = [];
    history.onChanged(ids => changed.push(...ids));
    await history.track({ ...parent, sources: applied });
    expect(changed.sort()).toEqual(['shop/db', 'shop/web']);
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: 0,
      declaration: { held: 0 },
      deployedCommit: { sha: second },
    });

    // Which of them differ is not told: nothing is claimed.
    await history.track({
      ...parent,
      sources: [{ ...source, appliedRevision: undefined }],
    });
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: null,
      declaration: { pendingCommits: 0, held: 0 },
      deployedCommit: null,
    });
    expect(await marksOf(history, 'shop/web')).toEqual([
      [second, 'unknown', false],
      [first, 'unknown', false],
    ]);
  });

  it('are not known to run while what they ask for does not', async () => {
    const { history, repository } = world();
    await history.start();
    const first = repository.commit({
      files: { 'apps/web.yaml': release('web', '1.0.0') },
    });
    const failing = repository.commit({
      files: { 'apps/web.yaml': release('web', '2.0.0') },
    });
    await history.track(
      apps({ deployedRevision: failing, desiredRevision: failing }),
    );
    await history.track(declared('web'));
    await found(history, 'shop/web', 0);

    await history.track(declared('web', { inEffect: false }));
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: null,
      deployedCommit: null,
      declaration: { pendingCommits: 0, held: 0 },
    });
    expect(await marksOf(history, 'shop/web')).toEqual([
      [failing, 'unknown', false],
      [first, 'unknown', false],
    ]);
  });

  it('count beside the sources that an application has itself', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const deployed = repository.commit({
      files: { 'apps/web.yaml': release('web', '1'), 'web/a.yaml': '1' },
    });
    const spec = repository.commit({
      files: { 'apps/web.yaml': release('web', '2') },
    });
    const both = repository.commit({
      files: { 'apps/web.yaml': release('web', '3'), 'web/a.yaml': '2' },
    });
    await history.track(
      apps({ deployedRevision: both, desiredRevision: both }),
    );
    const track = (deployedRevision: string) =>
      history.track({
        ...declared('web'),
        sources: [
          { repoUrl, path: 'web', deployedRevision, desiredRevision: both },
        ],
      });
    await track(deployed);
    await ready(history, 'shop/web', both);
    await until(
      () => factsOf(history, 'shop/web'),
      facts => facts.deployedCommit?.sha === spec,
    );
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      desired: [both],
      relation: { state: 'ahead', ahead: 2, behind: 0 },
      pendingCommits: 1,
      pendingCommitsSeenByEngine: 1,
      declaration: { pendingCommits: 0, held: 0 },
    });
    // Its parent has applied its part of it, and it has not.
    expect(await marksOf(history, 'shop/web')).toEqual([
      [both, 'waiting', false],
      [spec, 'deployed', true],
      [deployed, 'deployed', false],
    ]);
    expect((await history.waiting('shop/web', 5)).map(it => it.sha)).toEqual([
      both,
    ]);
    const named = await history.newestIn(
      [deployed, spec].map(revision => ({
        applicationId: 'shop/web',
        revision,
      })),
    );
    expect(named.map(({ revision, commit }) => [revision, commit.sha])).toEqual(
      expect.arrayContaining([
        [deployed, deployed],
        [spec, spec],
      ]),
    );

    // Not known of the parent: what is known of the child stays.
    await track(both);
    await history.track(apps({ deployedRevision: 'f'.repeat(40) }));
    await until(
      () => factsOf(history, 'shop/web'),
      facts => facts.deployedCommit?.sha === both,
    );
    expect(await factsOf(history, 'shop/web')).toMatchObject({
      pendingCommits: 0,
    });
  });

  it('are found through kustomizations, and not by guesses', async () => {
    const { history, repository } = world();
    await history.start();
    const deployed = repository.commit({
      files: {
        'apps/kustomization.yaml':
          'resources: [../base, staging, renamed]\npatches: [{ path: patch.yaml }]',
        'apps/patch.yaml': release('web', '1', 'shop'),
        'base/kustomization.yaml': 'resources: [web.yaml]',
        'base/web.yaml': release('web', '1', 'shop'),
        'apps/staging/kustomization.yaml':
          'namespace: staging\nresources: [web.yaml]',
        'apps/staging/web.yaml': release('web', '1'),
        'apps/renamed/kustomization.yaml':
          'namePrefix: my-\nresources: [web.yaml]',
        'apps/renamed/web.yaml': release('web', '1', 'shop'),
      },
    });
    const touch = (path: string) =>
      repository.commit({ files: { [path]: release('web', '2', 'shop') } });
    const base = touch('base/web.yaml');
    const patch = touch('apps/patch.yaml');
    const renamed = touch('apps/renamed/web.yaml');
    const staging = repository.commit({
      files: { 'apps/staging/web.yaml': release('web', '2') },
    });
    await history.track(apps({ deployedRevision: deployed }));
    for (const each of [
      declared('web'),
      declared('web', { namespace: 'staging' }),
      declared('my-web'),
      declared('your-web'),
    ]) {
      await history.track(each);
    }
    await found(history, 'shop/web', 2);
    await found(history, 'staging/web', 1);
    const shas = async (id: string) =>
      (await allCommits(history, [id])).map(({ sha }) => sha);
    expect(await shas('shop/web')).toEqual([patch, base, deployed]);
    expect(await shas('staging/web')).toEqual([staging, deployed]);
    expect(await shas('shop/my-web')).toEqual([renamed, deployed]);
    expect(await shas('shop/your-web')).toEqual([]);
    expect(await factsOf(history, 'shop/your-web')).toMatchObject({
      pendingCommits: null,
      deployedCommit: null,
    });
  });

  it('go with the parent, and come with another', async () => {
    const { history, repository, repoUrl, serve } = world();
    await history.start();
    const other = serve('other');
    const files = { 'apps/web.yaml': release('web', '1') };
    const here = repository.commit({ files });
    const there = other.repository.commit({ files, message: 'There' });
    const deployedIs = (sha: string | undefined) =>
      until(
        () => factsOf(history, 'shop/web'),
        facts => facts.deployedCommit?.sha === sha,
      );
    await history.track(apps({ deployedRevision: here }));
    await history.track(declared('web'));
    await deployedIs(here);

    // The parent moves to another repository.
    const [source] = apps({ deployedRevision: there }).sources;
    await history.track({
      id: 'apps',
      sources: [{ ...source, repoUrl: other.repoUrl }],
    });
    await deployedIs(there);
    expect(await marksOf(history, 'shop/web')).toHaveLength(1);

    const changed: string[] = [];
    history.onChanged(ids => changed.push(...ids));
    await history.forget('apps');
    expect(changed).toEqual(['shop/web']);
    expect(await allCommits(history, ['shop/web'])).toEqual([]);
    expect(await repositoriesOf(history, 'shop/web')).toEqual([]);

    // Another parent applies it now.
    const { declaration, ...child } = declared('web');
    await history.track({
      ...child,
      declaration: { ...declaration, parentId: 'more' },
    });
    await history.track({
      id: 'more',
      sources: [
        {
          repoUrl,
          path: 'apps',
          deployedRevision: here,
          appliedRevision: here,
        },
      ],
    });
    await deployedIs(here);
    await history.forget('shop/web');
    expect(await allCommits(history, ['shop/web'])).toEqual([]);
  });
});
