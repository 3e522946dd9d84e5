import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  ARGOCD_APP_SELECTOR,
  ENTITY_REF,
  KUBERNETES_ID,
} from '@backstage-gitops/plugin-gitops-common';
import { parse, parseAllDocuments } from 'yaml';
import { Portal } from '../__testUtils__/Portal';
import { portalConfig } from '../__testUtils__/settings';
import { TestGitea } from '../__testUtils__/TestGitea';
import { readSettings } from '../settings';
import { createTemplate } from './createTemplate';

const FLEET = 'platform/fleet';
const WEB = 'shop/web';
const BRANCH = 'gitops/add-web';

/** What the form holds when its three fields are filled. */
const form = {
  name: 'web',
  owner: 'group:default/team-shop',
  image: 'registry.example.com:5000/shop/web:1.4.2',
  engine: 'argocd',
  environments: ['staging', 'production'],
  automated: true,
  port: 8080,
  replicas: 2,
};

const FILES = [
  '.gitea/pull_request_template.md',
  '.gitea/workflows/validate.yaml',
  'CODEOWNERS',
  'README.md',
  'base/deployment.yaml',
  'base/kustomization.yaml',
  'base/poddisruptionbudget.yaml',
  'base/service.yaml',
  'base/serviceaccount.yaml',
  'catalog-info.yaml',
  'overlays/production/kustomization.yaml',
  'overlays/production/namespace.yaml',
  'overlays/staging/kustomization.yaml',
  'overlays/staging/namespace.yaml',
  'scripts/validate.sh',
];

/** The whole template, in the real scaffolder, with real Git. */
describe('New GitOps repository', () => {
  let gitea: TestGitea;
  let portal: Portal;
  let template: Entity;

  beforeEach(async () => {
    gitea = await TestGitea.start();
    await gitea.create(FLEET, {
      'argocd/checkout-staging.yaml': 'kind: Application\n',
      'clusters/staging/kustomization.yaml': 'resources:\n  - gotk-sync.yaml\n',
    });
    const data = portalConfig(gitea.url);
    const config = new ConfigReader(data);
    const settings = readSettings(config, ScmIntegrations.fromConfig(config));
    if (!settings) throw new Error('There are no settings');
    template = await createTemplate(settings);
    portal = await Portal.start(data, template);
  });
  afterEach(async () => {
    await portal?.stop();
    await gitea.stop();
  });

  const written = async (path: string) =>
    parse(await gitea.file(WEB, 'main', path));
  const registered = async (path: string) =>
    parseAllDocuments(await gitea.file(FLEET, BRANCH, path)).map(document =>
      document.toJS(),
    );

  it('makes a repository, and asks Argo CD for it', async () => {
    const { error, output } = await portal.run(form);

    expect(error).toBeUndefined();
    expect(await gitea.files(WEB, 'main')).toEqual(FILES);
    expect(await gitea.file(WEB, 'main', 'CODEOWNERS')).toBe(
      '* @shop/team-shop',
    );
    expect(await gitea.file(WEB, 'main', 'README.md')).toContain(
      '| staging | [`overlays/staging`](overlays/staging/kustomization.yaml) |\n| production |',
    );
    expect(await written('.gitea/workflows/validate.yaml')).toMatchObject({
      permissions: { contents: 'read' },
    });
    expect(await written('catalog-info.yaml')).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'web',
        annotations: {
          [ARGOCD_APP_SELECTOR]: `${KUBERNETES_ID}=web`,
        },
      },
      spec: { owner: 'group:default/team-shop' },
    });
    expect(await written('overlays/staging/kustomization.yaml')).toMatchObject({
      namespace: 'web',
      images: [{ name: 'registry.example.com:5000/shop/web', newTag: '1.4.2' }],
      replicas: [{ name: 'web', count: 2 }],
    });
    expect(await registered('argocd/web-staging.yaml')).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name: 'web-staging',
          namespace: 'argocd',
          labels: {
            'app.kubernetes.io/name': 'web',
            [KUBERNETES_ID]: 'web',
            env: 'staging',
          },
          annotations: { [ENTITY_REF]: 'component:default/web' },
        },
        spec: {
          project: 'default',
          source: {
            repoURL: `${gitea.url}/shop/web.git`,
            path: 'overlays/staging',
            targetRevision: 'main',
          },
          destination: { name: 'staging', namespace: 'web' },
          syncPolicy: {
            automated: { prune: true, selfHeal: true },
            syncOptions: ['CreateNamespace=true'],
          },
        },
      },
    ]);
    expect(await registered('argocd/web-production.yaml')).toMatchObject([
      { spec: { destination: { server: 'https://production.example.com' } } },
    ]);
    expect(gitea.pulls).toMatchObject([
      {
        repository: FLEET,
        title: 'Add web',
        body: 'Brings web to staging, production. Asked for by user:default/mock in Backstage.',
      },
    ]);
    expect(output).toMatchObject({
      links: [
        { title: 'Repository', url: `${gitea.url}/shop/web/src/branch/main/` },
        { title: 'Pull request', url: `${gitea.url}/platform/fleet/pulls/1` },
        { entityRef: 'component:default/web' },
        { url: '/catalog/default/component/web/gitops' },
      ],
      text: [{ content: expect.stringContaining('Argo CD brings\nweb to') }],
    });
    expect(new Set(portal.registered)).toEqual(
      new Set([`${gitea.url}/shop/web/src/branch/main/catalog-info.yaml`]),
    );
  });

  it('makes a repository, and asks Flux for it', async () => {
    const digest = `sha256:${'0a'.repeat(32)}`;
    const { error } = await portal.run({
      ...form,
      engine: 'flux',
      environments: ['staging'],
      owner: 'user:default/robin',
      image: `web:1.4.2@${digest}`,
      description: 'Shows "things": {{ all }} of them\n# and more',
      system: 'system:default/storefront',
      namespace: 'shop',
      healthPath: '/healthz',
      port: 3000,
    });

    expect(error).toBeUndefined();
    expect(await gitea.files(WEB, 'main')).toEqual(
      FILES.filter(path => !path.includes('production')),
    );
    expect(await gitea.file(WEB, 'main', 'CODEOWNERS')).toBe('* @robin');
    expect(await written('catalog-info.yaml')).toMatchObject({
      metadata: {
        description: 'Shows "things": {{ all }} of them\n# and more',
        annotations: { [KUBERNETES_ID]: 'web' },
      },
      spec: { system: 'system:default/storefront' },
    });
    expect(await written('overlays/staging/kustomization.yaml')).toMatchObject({
      namespace: 'shop',
      images: [{ name: 'web', digest }],
    });
    expect(await written('base/deployment.yaml')).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                image: 'web',
                ports: [{ containerPort: 3000 }],
                readinessProbe: { httpGet: { path: '/healthz' } },
              },
            ],
          },
        },
      },
    });
    const metadata = { name: 'web-staging', namespace: 'flux-system' };
    expect(await registered('clusters/staging/web-staging.yaml')).toMatchObject(
      [
        {
          kind: 'GitRepository',
          metadata,
          spec: { url: `${gitea.url}/shop/web.git`, ref: { branch: 'main' } },
        },
        {
          kind: 'Kustomization',
          metadata: {
            ...metadata,
            labels: { [KUBERNETES_ID]: 'web', env: 'staging' },
            annotations: { [ENTITY_REF]: 'component:default/web' },
          },
          spec: {
            path: './overlays/staging',
            targetNamespace: 'shop',
            prune: true,
            wait: true,
            sourceRef: { kind: 'GitRepository', name: 'web-staging' },
          },
        },
      ],
    );
    expect(await registered('clusters/staging/kustomization.yaml')).toEqual([
      { resources: ['gotk-sync.yaml', 'web-staging.yaml'] },
    ]);
  });

  it('says so where the catalog does not take it', async () => {
    const { error, output } = await portal.run({ ...form, name: 'rejected' });
    expect(error).toBeUndefined();
    expect(output).toMatchObject({
      links: [{ title: 'Repository' }, { title: 'Pull request' }],
      text: [{}, { title: 'Not in the catalog' }],
    });
  });

  it('makes nothing where the name is taken', async () => {
    await gitea.commit(FLEET, { 'argocd/web-staging.yaml': 'of: others\n' });
    const { error } = await portal.run(form);
    expect(error).toContain('"argocd/web-staging.yaml": there already');
    expect(gitea.requests).not.toContain('POST /api/v1/orgs/shop/repos');
  });

  it.each([
    [{ name: 'Web' }],
    [{ name: 'on' }],
    [{ name: '../web' }],
    [{ image: 'web' }],
    [{ image: 'web:latest' }],
    [{ image: 'registry.example.com:5000/web' }],
    [{ image: 'web:1"\nprivileged: true' }],
    [{ healthPath: '/"\nx: y' }],
    [{ image: 'registry.example.com/Web:1' }],
    [{ owner: 'group:default/shop\n* @others' }],
    [{ system: 'store\nfront' }],
    [{ namespace: 'a: b' }],
    [{ namespace: 'a'.repeat(31) }],
    [{ environments: ['moon'] }],
    [{ environments: [] }],
    [{ engine: 'other' }],
    [{ port: 0 }],
  ])('refuses %j in the form', async wrong => {
    const { error } = await portal.run({ ...form, ...wrong });
    expect(error).toContain('errors');
    expect(gitea.requests).toEqual([]);
  });

  it('shows in a dry run all that it would make, and makes nothing', async () => {
    const files = await portal.dryRun(template, form);
    expect(Object.keys(files).sort()).toEqual([
      'platform/argocd/web-production.yaml',
      'platform/argocd/web-staging.yaml',
      'rendered/production.yaml',
      'rendered/staging.yaml',
      ...FILES.map(path => `repository/${path}`),
    ]);
    expect(files['repository/CODEOWNERS']).toBe('* @shop/team-shop\n');
    expect(gitea.pulls).toEqual([]);
    const changes = gitea.requests.filter(
      request => !/^GET |\/git-upload-pack$/.test(request),
    );
    expect(changes).toEqual([]);
  });

  it('says in a dry run why it would make nothing', async () => {
    await gitea.commit(FLEET, { 'argocd/web-staging.yaml': 'of: others\n' });
    await expect(portal.dryRun(template, form)).rejects.toThrow(
      '"argocd/web-staging.yaml\\": there already',
    );
  });
});
