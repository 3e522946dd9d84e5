import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { madeApplication } from '../__testUtils__/recordings';
import { projectApplication } from './projectApplication';

const FIRST = 'd1'.repeat(20);
const DIGEST = `sha256:${'ab'.repeat(32)}`;

const git = (repository: string, path: string, targetRevision = 'main') => ({
  type: 'git',
  repoUrl: `https://git.example.com/acme/${repository}.git`,
  path,
  targetRevision,
});
const chart = (name: string, targetRevision: string) => ({
  type: 'helm',
  repoUrl: 'https://charts.example.com',
  chart: name,
  targetRevision,
});

describe.each([
  [
    'helm-chart',
    [chart('redis', '19.*')],
    { desiredRevisions: ['19.6.4'], deployedRevisions: ['19.6.1'] },
  ],
  [
    'helm-chart-and-values',
    [
      chart('ingress', '4.11.2'),
      { type: 'git', repoUrl: 'https://git.example.com/acme/values.git' },
    ],
    {
      desiredRevisions: ['4.11.2', FIRST],
      deployedRevisions: ['4.11.2', FIRST],
    },
  ],
  [
    'oci',
    [{ type: 'oci', repoUrl: 'oci://registry.example.com/acme/bundle' }],
    { desiredRevisions: [DIGEST], deployedRevisions: [DIGEST] },
  ],
  [
    'plain-directory',
    [git('plain', 'manifests', 'HEAD')],
    { desiredRevisions: [FIRST], deployedRevisions: [FIRST] },
  ],
  [
    'kustomize-with-images',
    [git('web', 'overlays/production')],
    { desiredRevisions: [FIRST], deployedRevisions: [FIRST] },
  ],
])('an application made as %s', (name, sources, revisions) => {
  const observed = projectApplication(madeApplication(name), {});

  it('shows every source and its revision', () => {
    expect(observed.sources).toMatchObject(sources);
    expect(observed.sync).toMatchObject({
      ...revisions,
      sourceChanged: false,
    });
    expect(observed.syncs).toMatchObject([
      {
        key: 'h0',
        revisions: revisions.deployedRevisions,
        message: expect.any(String),
      },
    ]);
  });

  it('fits the contract', () => {
    expect(observedApplicationSchema.safeParse(observed).success).toBe(true);
  });
});

it('knows the ApplicationSet that an application was made from', () => {
  expect(
    projectApplication(madeApplication('from-applicationset'), {}).parent,
  ).toEqual({ kind: 'ApplicationSet', namespace: 'argocd', name: 'shops' });
});
