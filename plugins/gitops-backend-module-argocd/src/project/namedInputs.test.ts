import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { madeApplication, madeBody } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectApplication } from './projectApplication';

/** The sources of an Application with another spec. */
function sourcesOf(
  sources: unknown[],
  annotations: Record<string, string> = {},
) {
  const body = Object(madeBody('plain-directory'));
  const application = parseApplication({
    metadata: { ...body.metadata, annotations },
    spec: { ...body.spec, source: undefined, sources },
  });
  if (!application) throw new Error('no Application');
  return projectApplication(application, {}).sources;
}

const git = { repoURL: 'https://git.example.com/acme/web.git', path: 'web' };
const GENERATE_PATHS = 'argocd.argoproj.io/manifest-generate-paths';

describe('what a source names beside its path', () => {
  it('is in the contract, with the source that others name files in', () => {
    const observed = projectApplication(
      madeApplication('helm-chart-and-values'),
      {},
    );
    expect(observed.sources).toMatchObject([
      { type: 'helm', inputs: ['$values/ingress/production.yaml'] },
      { type: 'git', ref: 'values' },
    ]);
    expect(observedApplicationSchema.parse(observed).sources).toMatchObject(
      JSON.parse(JSON.stringify(observed.sources)),
    );
  });

  it.each([
    [
      { helm: { valueFiles: ['a.yaml', '/b.yaml', '$other/c.yaml'] } },
      ['a.yaml', '/b.yaml', '$other/c.yaml'],
    ],
    [
      {
        helm: {
          valueFiles: ['envs/$ARGOCD_APP_NAME/${ARGOCD_APP_NAMESPACE}/*.yaml'],
        },
      },
      ['envs/plain/shop/*.yaml'],
    ],
    [{ helm: { valueFiles: ['$FOO/a.yaml'] } }, ['$FOO/a.yaml']],
    [
      {
        helm: {
          fileParameters: [{ name: 'x', path: 'x.json' }, { name: 'y' }],
        },
      },
      ['x.json'],
    ],
    [{ kustomize: { components: ['../c'] } }, ['../c']],
    [
      { kustomize: { patches: [{ path: 'p.yaml' }, { patch: 'inline' }] } },
      ['p.yaml'],
    ],
    [
      { directory: { jsonnet: { libs: ['vendor', '/lib'] } } },
      ['/vendor', '//lib'],
    ],
    [{ helm: { valueFiles: 'odd' }, kustomize: 5, directory: [] }, undefined],
    [{ helm: { valueFiles: [5, 'a.yaml', 'a.yaml', ''] } }, ['a.yaml']],
  ])('%j: %j', (source, inputs) => {
    expect(sourcesOf([{ ...git, ...source }])[0].inputs).toEqual(inputs);
  });

  it('has the paths that Argo CD regards, for each source', () => {
    const all = ['.', '/shared/*-secret.yaml', '../base'];
    expect(
      sourcesOf([git, { ...git, path: 'api' }], {
        [GENERATE_PATHS]: ` .;/shared/*-secret.yaml;;${all[2]};.`,
      }).map(({ inputs }) => inputs),
    ).toEqual([all, all]);
  });

  it('is bounded', () => {
    const valueFiles = Array.from({ length: 500 }, (_, n) => `${n}.yaml`);
    const [{ inputs }] = sourcesOf([{ ...git, helm: { valueFiles } }]);
    expect(inputs).toHaveLength(200);
  });
});
