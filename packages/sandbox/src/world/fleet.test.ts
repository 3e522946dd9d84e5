import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { eventually } from '../__testUtils__/eventually';
import { conditionOf, viewOf } from '../__testUtils__/viewOf';
import { SCAFFOLDER_ACCOUNT } from '../git/credentials';
import { gitText } from '../git/runGit';
import { Sandbox, startSandbox } from '../sandbox';
import { ClusterName } from './services';
import { listOf, textIn, valueIn } from './records';

type Manifests = Record<string, object | object[] | null>;

const imageOf = (name: string) => `registry.example.com/${name}`;

function overlayAt(name: string, newTag: string): Manifests {
  return {
    'overlays/staging/kustomization.yaml': {
      resources: ['../../base', 'namespace.yaml'],
      images: [{ name: imageOf(name), newTag }],
    },
  };
}

/** What a team has in the repository of its service. */
function service(name: string): Manifests {
  const labels = { 'app.kubernetes.io/name': name };
  const containers = [{ name, image: imageOf(name) }];
  return {
    'base/kustomization.yaml': { resources: ['deployment.yaml'] },
    'base/deployment.yaml': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
    'overlays/staging/namespace.yaml': {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    },
    ...overlayAt(name, '0.1.0'),
  };
}

function argoApplication(name: string, repoURL: string, cluster: ClusterName) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `${name}-${cluster}`, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL, path: 'overlays/staging', targetRevision: 'main' },
      destination: { name: cluster, namespace: name },
      syncPolicy: {
        automated: { prune: true },
        syncOptions: ['CreateNamespace=true'],
      },
    },
  };
}

function fluxObjects(name: string, url: string) {
  const metadata = { name, namespace: 'flux-system' };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: { interval: '1m', url, ref: { branch: 'main' } },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: '10m',
        path: './overlays/staging',
        targetNamespace: name,
        prune: true,
        wait: true,
        sourceRef: { kind: 'GitRepository', name },
      },
    },
  ];
}

describe('a repository that is made at run time', () => {
  let sandbox: Sandbox;
  let work: string;
  const { application, kube, kustomization, workload } = viewOf(() => sandbox);

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: null });
    work = await mkdtemp(join(tmpdir(), 'sandbox-fleet-'));
  });
  afterAll(async () => {
    await sandbox?.stop();
    await rm(work, { recursive: true, force: true });
  });

  const { username, password } = SCAFFOLDER_ACCOUNT;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  const authorization = `Basic ${credentials}`;

  async function createRepository(name: string): Promise<string> {
    const response = await fetch(`${sandbox.urls.git}/api/v1/orgs/shop/repos`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    return textIn(await response.json(), 'clone_url') ?? '';
  }

  /** As a person does: clone or begin, change, commit, push. */
  async function push(url: string, files: Manifests): Promise<void> {
    const directory = await mkdtemp(join(work, 'clone-'));
    const git = (...args: string[]) =>
      gitText(args, {
        directory,
        env: {
          GIT_AUTHOR_NAME: 'Robin',
          GIT_AUTHOR_EMAIL: 'robin@example.com',
          GIT_COMMITTER_NAME: 'Robin',
          GIT_COMMITTER_EMAIL: 'robin@example.com',
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: 'http.extraHeader',
          GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
        },
      });
    await git('clone', '--quiet', url, '.');
    for (const [path, content] of Object.entries(files)) {
      const file = join(directory, path);
      if (content) {
        const documents = Array.isArray(content) ? content : [content];
        await mkdir(dirname(file), { recursive: true });
        await writeFile(
          file,
          documents.map(each => stringify(each)).join('---\n'),
        );
      } else {
        await rm(file);
      }
    }
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Change something');
    await git('push', '--quiet', 'origin', 'HEAD:main');
  }

  const fleetUrl = () => `${sandbox.urls.git}/platform/fleet.git`;
  const expectToRun = async (
    name: string,
    tag: string,
    cluster: ClusterName = 'staging',
  ) =>
    expect(JSON.stringify(await workload(cluster, name))).toContain(
      `${imageOf(name)}:${tag}`,
    );

  it('comes to run by Argo CD, follows pushes, and goes again', async () => {
    const url = await createRepository('tracker');
    await push(url, service('tracker'));
    await push(fleetUrl(), {
      'argocd/tracker-staging.yaml': argoApplication('tracker', url, 'staging'),
      'argocd/tracker-production.yaml': argoApplication(
        'tracker',
        url,
        'production',
      ),
    });

    for (const cluster of ['staging', 'production'] as const) {
      await eventually(async () => {
        const app = await application(`tracker-${cluster}`);
        expect(textIn(app, 'status', 'sync', 'status')).toBe('Synced');
        expect(textIn(app, 'status', 'health', 'status')).toBe('Healthy');
        await expectToRun('tracker', '0.1.0', cluster);
      });
    }
    const tracked = textIn(
      await application('tracker-staging'),
      'metadata',
      'annotations',
      'argocd.argoproj.io/tracking-id',
    );
    expect(tracked).toBe(
      'fleet:argoproj.io/Application:argocd/tracker-staging',
    );

    await eventually(async () => {
      const fleet = await application('fleet');
      expect(textIn(fleet, 'status', 'sync', 'status')).toBe('Synced');
      expect(listOf(valueIn(fleet, 'status', 'resources'))).toHaveLength(2);
    });

    await push(url, overlayAt('tracker', '0.2.0'));
    await eventually(() => expectToRun('tracker', '0.2.0'));

    await push(fleetUrl(), { 'argocd/tracker-staging.yaml': null });
    await eventually(async () => {
      await expect(application('tracker-staging')).rejects.toThrow('403');
    });
    expect(await application('tracker-production')).toBeDefined();
  });

  it('comes to run by Flux, follows pushes, and goes again', async () => {
    // The other way round: the engine knows of it before it has anything.
    const url = await createRepository('wishlist');
    await push(fleetUrl(), {
      'clusters/staging/wishlist.yaml': fluxObjects('wishlist', url),
    });
    await eventually(async () => {
      const object = await kustomization('staging', 'wishlist');
      expect(conditionOf(object, 'Ready')).toMatchObject({
        reason: 'ArtifactFailed',
      });
    });
    await push(url, service('wishlist'));

    await eventually(async () => {
      const object = await kustomization('staging', 'wishlist');
      expect(conditionOf(object, 'Ready')).toMatchObject({
        status: 'True',
        reason: 'ReconciliationSucceeded',
      });
      await expectToRun('wishlist', '0.1.0');
    });
    const labelsOf = async (path: string) =>
      valueIn(await kube('staging', path), 'metadata', 'labels');
    expect(await labelsOf('/api/v1/namespaces/wishlist')).toMatchObject({
      'kustomize.toolkit.fluxcd.io/name': 'wishlist',
    });

    await push(url, overlayAt('wishlist', '0.2.0'));
    await eventually(() => expectToRun('wishlist', '0.2.0'));

    await push(fleetUrl(), { 'clusters/staging/wishlist.yaml': null });
    await eventually(async () => {
      await expect(workload('staging', 'wishlist')).rejects.toThrow('404');
      await expect(kustomization('staging', 'wishlist')).rejects.toThrow('404');
    });
  });
});
