import { describeHistory, ready } from './__testUtils__/describeHistory';
import { allCommits, factsOf, until } from './__testUtils__/testHistory';
import { GitHistory, NOT_KNOWN } from './types';

function release(name: string, version: string): string {
  return JSON.stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: 'shop' },
    spec: { chart: { spec: { chart: 'web', version } } },
  });
}

const shas = async (history: GitHistory, id: string) =>
  (await allCommits(history, [id])).map(({ sha }) => sha);

/** The inputs of the only source, with what names each. */
async function inputsOf(history: GitHistory, id: string) {
  const [source] = (await history.inputs(id)).sources;
  return Object.fromEntries(
    (source?.inputs ?? []).map(({ path, namedBy }) => [path, namedBy]),
  );
}

describeHistory('inputs', undefined, world => {
  it('are Helm value files in and beside the chart, and its commits are theirs', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const first = repository.commit({
      files: {
        'charts/web/Chart.yaml':
          'name: web\ndependencies: [{ name: lib, repository: "file://../lib" }]',
        'charts/lib/Chart.yaml': 'name: lib',
        'values/production.yaml': 'replicas: 1',
        'values/staging.yaml': 'replicas: 1',
        'values/teams/a.yaml': 'a: 1',
      },
    });
    const values = repository.commit({
      files: { 'values/production.yaml': 'replicas: 2' },
    });
    repository.commit({ files: { 'values/staging.yaml': 'replicas: 2' } });
    const team = repository.commit({
      files: { 'values/teams/b.yaml': 'b: 1' },
    });
    const tip = repository.commit({
      files: { 'charts/lib/templates/x.yaml': '' },
    });
    await history.track({
      id: 'web',
      sources: [
        {
          repoUrl,
          path: 'charts/web',
          inputs: [
            'charts/web/values.yaml',
            'charts/web/../../values/production.yaml',
            'values/teams/*.yaml',
            'values/gone.yaml',
          ],
          deployedRevision: first,
        },
      ],
    });
    expect((await ready(history, 'web', tip)).pendingCommits).toBe(3);
    expect(await shas(history, 'web')).toEqual([tip, team, values, first]);
    expect(await inputsOf(history, 'web')).toEqual({
      'charts/lib': 'charts/web/Chart.yaml',
      'charts/web': null,
      'values/gone.yaml': null,
      'values/production.yaml': null,
      'values/teams/a.yaml': null,
      'values/teams/b.yaml': null,
    });
  });

  it('are of a source without a path only what others name there', async () => {
    const { history, repository, repoUrl, serve } = world();
    await history.start();
    const { repository: values, repoUrl: valuesUrl } = serve('values');
    const chart = repository.commit({
      files: { 'web/Chart.yaml': 'name: web' },
    });
    const first = values.commit({ files: { 'web/production.yaml': '1' } });
    const other = values.commit({ files: { 'web/staging.yaml': '1' } });
    const second = values.commit({ files: { 'web/production.yaml': '2' } });
    await history.track({
      id: 'web',
      sources: [
        { repoUrl, path: 'web', deployedRevision: chart },
        {
          repoUrl: valuesUrl,
          path: '',
          pathless: true,
          inputs: ['web/production.yaml'],
          deployedRevision: first,
        },
      ],
    });
    const facts = await ready(history, 'web', chart, second);
    expect(facts.pendingCommits).toBe(1);
    const listed = await shas(history, 'web');
    expect([...listed].sort()).toEqual([chart, first, second].sort());
    expect(listed).not.toContain(other);
    expect((await history.inputs('web')).sources).toEqual([
      {
        repository: repoUrl,
        path: 'web',
        parent: false,
        inputs: [{ path: 'web', namedBy: null }],
        notes: [],
      },
      {
        repository: valuesUrl,
        path: '',
        parent: false,
        inputs: [{ path: 'web/production.yaml', namedBy: null }],
        notes: [],
      },
    ]);

    // No value files any more: nothing of that repository counts.
    await history.track({
      id: 'web',
      sources: [
        { repoUrl, path: 'web', deployedRevision: chart },
        {
          repoUrl: valuesUrl,
          path: '',
          pathless: true,
          deployedRevision: first,
        },
      ],
    });
    await until(
      () => factsOf(history, 'web'),
      ({ pendingCommits }) => pendingCommits === 0,
    );
    expect(await shas(history, 'web')).toEqual([chart]);
  });

  it('change with the commit that changes what is named, and keep what is deployed', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const deployed = repository.commit({
      files: {
        'app/kustomization.yaml': 'resources: [../old]',
        'old/kustomization.yaml': 'resources: [x.yaml]',
        'old/x.yaml': '1',
        'new/kustomization.yaml': 'resources: [x.yaml]',
        'new/x.yaml': '1',
      },
    });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: deployed }],
    });
    await ready(history, 'one', deployed);
    expect(await inputsOf(history, 'one')).toEqual({
      app: null,
      old: 'app/kustomization.yaml',
      'old/x.yaml': 'old/kustomization.yaml',
    });
    const tip = repository.commit({
      files: { 'app/kustomization.yaml': 'resources: [../new]' },
    });
    await ready(history, 'one', tip);
    expect(Object.keys(await inputsOf(history, 'one'))).toEqual([
      'app',
      'new',
      'new/x.yaml',
      'old',
      'old/x.yaml',
    ]);
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: tip }],
    });
    await until(
      () => inputsOf(history, 'one'),
      inputs => !('old' in inputs),
    );
  });

  it('are noted where they lie elsewhere, without credentials', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const tip = repository.commit({
      files: {
        'app/kustomization.yaml': `resources:
- https://robin:canary@github.com/acme/base//web?ref=v1.2&sshkey=canary
- github.com/acme/other?ref=v2
- ../gone
- ../../outside
${Array.from({ length: 30 }, (_, n) => `- https://x.test/${n}.yaml`).join('\n')}
`,
      },
    });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: tip }],
    });
    await ready(history, 'one', tip);
    const { sources } = await history.inputs('one');
    expect(JSON.stringify(sources)).not.toContain('canary');
    expect(sources[0].notes).toHaveLength(20);
    expect(sources[0].notes.slice(0, 3)).toEqual([
      'https://github.com/acme/base//web at v1.2 is in another repository',
      'github.com/acme/other at v2 is in another repository',
      '../../outside leads outside the repository',
    ]);
    repository.commit({ files: { 'app/kustomization.yaml': '' } });
    const next = repository.commit({ files: { 'app/x.yaml': '' } });
    await history.track({
      id: 'one',
      sources: [{ repoUrl, path: 'app', deployedRevision: next }],
    });
    await until(
      async () => (await history.inputs('one')).sources[0].notes,
      notes => notes.length === 0,
    );
  });

  it('are for a release the file that declares it, in which its chart is bumped, and no sibling', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const first = repository.commit({
      files: {
        'apps/kustomization.yaml':
          'namePrefix: eu-\nresources: [web.yaml, api.yaml]',
        'apps/web.yaml': release('web', '1.0.0'),
        'apps/api.yaml': release('api', '1.0.0'),
      },
    });
    const bump = repository.commit({
      files: { 'apps/web.yaml': release('web', '1.1.0') },
    });
    await history.track({
      id: 'apps',
      sources: [
        {
          repoUrl,
          path: 'apps',
          deployedRevision: first,
          desiredRevision: bump,
          appliedRevision: first,
        },
      ],
    });
    for (const name of ['eu-web', 'eu-api']) {
      await history.track({
        id: name,
        sources: [],
        declaration: {
          parentId: 'apps',
          objectId: name,
          kind: 'HelmRelease',
          namespace: 'shop',
          name,
          inEffect: true,
        },
      });
    }
    await until(
      () => factsOf(history, 'eu-web'),
      ({ pendingCommits }) => pendingCommits === 1,
    );
    expect(await shas(history, 'eu-web')).toEqual([bump, first]);
    expect(await shas(history, 'eu-api')).toEqual([first]);
    expect(await history.inputs('eu-web')).toEqual({
      sources: [
        {
          repository: repoUrl,
          path: 'apps',
          parent: true,
          inputs: [{ path: 'apps/web.yaml', namedBy: null }],
          notes: [],
        },
      ],
    });
  });

  it('are known where nobody can tell which of their commits run', async () => {
    const { history, repository, repoUrl } = world();
    await history.start();
    const tip = repository.commit({
      files: { 'charts/web/Chart.yaml': 'name: web' },
    });
    await history.track({
      id: 'web',
      sources: [
        {
          repoUrl,
          path: 'charts/web',
          desiredRevision: tip,
          deployedRevision: NOT_KNOWN,
          appliedRevision: NOT_KNOWN,
        },
      ],
    });
    const facts = await until(
      () => factsOf(history, 'web'),
      ({ desired }) => desired[0] === tip,
    );
    expect(facts).toMatchObject({
      pendingCommits: null,
      relation: { state: 'unknown' },
    });
    const [commit] = await allCommits(history, ['web']);
    expect(commit).toMatchObject({
      sha: tip,
      marks: [{ state: 'unknown', current: false }],
    });
    expect(await history.inputs('gone')).toEqual({ sources: [] });
  });
});
