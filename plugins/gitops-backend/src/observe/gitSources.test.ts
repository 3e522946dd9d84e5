import { ObservedSource } from '@backstage-gitops/plugin-gitops-node';
import {
  observedApplication,
  REVISION_1,
  REVISION_2,
} from '../__testUtils__/observedApplication';
import { NOT_KNOWN } from '../git/types';
import { gitSources } from './gitSources';

const chart: ObservedSource = {
  type: 'helm',
  repoUrl: 'https://charts.example.com',
  chart: 'ingress',
};
const values: ObservedSource = {
  type: 'git',
  repoUrl: 'https://git.example.com/acme/values.git',
  ref: 'values',
};
const web: ObservedSource = {
  type: 'git',
  repoUrl: 'https://git.example.com/acme/web.git',
  path: 'apps/web',
};

/** Sources of an application that runs `REVISION_1` of each and is to run `REVISION_2`. */
const tracked = (sources: ObservedSource[]) =>
  gitSources(
    observedApplication({
      sources,
      sync: {
        status: 'OutOfSync',
        desiredRevisions: sources.map(() => REVISION_2),
        deployedRevisions: sources.map(() => REVISION_1),
      },
    }),
  );

describe('what sources name beside their path', () => {
  it('lies in the source with the reference, wherever it is named', () => {
    expect(
      tracked([
        { ...chart, inputs: ['$values/a.yaml', 'own.yaml', '/own.yaml'] },
        values,
        { ...web, inputs: ['$values/b/*.yaml', '$other/c.yaml'] },
      ]),
    ).toMatchObject([
      { path: '', pathless: true, inputs: ['a.yaml', 'b/*.yaml'] },
      { path: 'apps/web' },
    ]);
  });

  it('is relative to the path, or to the root', () => {
    const inputs = [
      'a.yaml',
      '../b.yaml',
      '/c.yaml',
      'https://x.test/d.yaml',
      '$web/e.yaml',
    ];
    const [source] = tracked([{ ...web, ref: 'web', inputs }]);
    expect(source).toMatchObject({
      path: 'apps/web',
      inputs: [
        'apps/web/a.yaml',
        'apps/web/../b.yaml',
        'c.yaml',
        'https://x.test/d.yaml',
        'e.yaml',
      ],
    });
    expect(source).not.toHaveProperty('pathless');
  });

  it('is nothing where nothing is named', () => {
    expect(tracked([web])).toEqual([
      {
        repoUrl: web.repoUrl,
        path: 'apps/web',
        targetRevision: undefined,
        desiredRevision: REVISION_2,
        deployedRevision: REVISION_1,
        appliedRevision: undefined,
      },
    ]);
  });
});

it('gives the commits behind the versions of a chart, as far as they are known', () => {
  const inGit = { ...chart, path: 'charts/web' };
  expect(
    tracked([
      { ...inGit, commits: { desired: REVISION_2, deployed: REVISION_1 } },
      { ...inGit, commits: {} },
    ]),
  ).toMatchObject([
    { desiredRevision: REVISION_2, deployedRevision: REVISION_1 },
    { desiredRevision: undefined, deployedRevision: NOT_KNOWN },
  ]);
  const [never] = gitSources(
    observedApplication({
      sources: [{ ...inGit, commits: { desired: REVISION_2 } }],
      sync: { status: 'OutOfSync', deployedRevisions: [] },
    }),
  );
  expect(never.deployedRevision).toBeUndefined();
});
