import { recordedRelease, helmOptions } from '../__testUtils__/helm';
import { recording } from '../__testUtils__/recordings';
import { projectHelmRelease } from './projectHelmRelease';
import { parseSource } from './source';

const COMMIT = 'ab12cd34'.repeat(5);

/** A recorded release, as if its chart were a directory of a GitRepository. */
function project(
  versions: { made: string; deployed: string },
  files: { valuesFiles?: string[]; valuesFile?: string } = {},
) {
  const { release } = recordedRelease('installed');
  Object.assign(release.spec?.chart?.spec ?? {}, {
    chart: './charts/web/',
    sourceRef: { kind: 'GitRepository', name: 'fleet' },
    ...files,
  });
  Object.assign(release.status?.history?.[0] ?? {}, {
    chartVersion: versions.deployed,
  });
  return projectHelmRelease(
    release,
    ({ kind, name, namespace }) =>
      (kind === 'GitRepository'
        ? parseSource(recording('sources/git-repository-ready'))
        : parseSource({
            metadata: { name, namespace },
            spec: {
              chart: './charts/web/',
              sourceRef: { kind: 'GitRepository', name: 'fleet' },
            },
            status: {
              artifact: { revision: versions.made },
              observedSourceArtifactRevision: `main@sha1:${COMMIT}`,
            },
          })) ?? 'missing',
    helmOptions,
  );
}

describe('a chart in a GitRepository', () => {
  it('is known by its directory, and by its versions', () => {
    const observed = project(
      { made: '1.0.0', deployed: '1.0.0' },
      {
        valuesFiles: ['charts/web/values.yaml', 'values/eu.yaml'],
        valuesFile: 'old.yaml',
      },
    );
    const repository = parseSource(recording('sources/git-repository-ready'));
    expect(observed).toMatchObject({
      sources: [
        {
          type: 'helm',
          repoUrl: repository?.spec?.url,
          path: 'charts/web',
          targetRevision: repository?.spec?.ref?.branch,
          inputs: ['/charts/web/values.yaml', '/values/eu.yaml', '/old.yaml'],
          commits: { desired: COMMIT, deployed: undefined },
        },
      ],
      sync: {
        status: 'Synced',
        desiredRevisions: ['1.0.0'],
        deployedRevisions: ['1.0.0'],
      },
    });
  });

  it.each([
    ['1.0.0+ab12cd34ab12', COMMIT],
    ['1.0.0+ab12cd34ab12.1', COMMIT],
    ['1.0.0+ffffffffffff', undefined],
    ['1.0.0', undefined],
  ])('runs, as %s, commit %s', (deployed, commit) => {
    const [source] = project({ made: deployed, deployed }).sources;
    expect(source.commits?.deployed).toBe(commit);
    expect(source.inputs).toBeUndefined();
  });
});
