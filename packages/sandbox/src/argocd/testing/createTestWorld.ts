import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCluster } from '../../cluster';
import { KubeObject, ObjectRef } from '../../cluster/types';
import { createGitHost } from '../../git/createGitHost';
import { createRender, findKustomize } from '../../render/createRender';
import { Application, readApplication } from '../application';
import { createArgoCd } from '../createArgoCd';
import { isRecord } from '../json';
import { APPLICATION } from '../names';

const robin = {
  login: 'robin',
  name: 'Robin Example',
  email: 'robin@example.com',
};

export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

export interface AppOptions {
  path?: string;
  project?: string;
  namespace?: string;
  appNamespace?: string;
  automated?: object;
  targetRevision?: string;
  repoURL?: string;
  server?: string;
  syncOptions?: string[];
  labels?: Record<string, string>;
  finalizers?: string[];
  spec?: Record<string, unknown>;
}

export const deploymentRef = (
  namespace: string,
  name = 'checkout',
): ObjectRef => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace,
  name,
});

/** A real Git host, a real cluster and an Argo CD on top, with a clock that only tests move. */
export async function createTestWorld({ syncMs }: { syncMs?: number } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'argocd-'));
  let now = new Date('2026-03-01T10:00:00Z');
  const clock = () => now;
  const git = await createGitHost({
    directory,
    repositories: [{ name: 'acme/fleet' }],
    people: [robin],
  });
  const { cluster: home } = createCluster({
    name: 'main',
    namespaces: ['argocd', 'team'],
    clock,
  });
  const { cluster: remote } = createCluster({
    name: 'remote',
    clock,
  });
  const errors: unknown[] = [];
  const argo = createArgoCd({
    home,
    destinations: { 'https://remote.example.com': remote, remote },
    git,
    render: createRender(await findKustomize()),
    clock,
    accounts: [
      { name: 'admin', password: 'open sesame' },
      { name: 'portal', token: 'portal-token' },
      { name: 'reader', token: 'reader-token', readOnly: true },
    ],
    syncMs,
    onError: error => errors.push(error),
  });

  const app = (name: string): Application => {
    const object = home.get({ ...APPLICATION, namespace: 'argocd', name });
    if (!object) {
      throw new Error(`There is no application ${name}`);
    }
    return readApplication(object);
  };

  /** By hand. */
  const edit = (ref: ObjectRef, change: (object: KubeObject) => void) =>
    home.edit(ref, change, { manager: 'kubectl-edit' });

  return {
    argo,
    home,
    /** Registered as `https://remote.example.com` and as `remote`. */
    remote,
    git,
    app,
    /** What went wrong with nobody to tell. */
    errors,
    clock,
    setTime(text: string) {
      now = new Date(text);
    },
    commit: async (
      files: Record<string, string | null>,
      message = 'Change something',
      at?: Date,
    ) =>
      await git.commit({
        repository: 'acme/fleet',
        files,
        message,
        author: robin,
        at: at ?? now,
      }),
    createApp(name: string, options: AppOptions = {}) {
      const {
        targetRevision = 'main',
        automated,
        labels,
        finalizers,
      } = options;
      return home.create(
        {
          ...APPLICATION,
          metadata: {
            name,
            namespace: options.appNamespace ?? 'argocd',
            ...(labels && { labels }),
            ...(finalizers && { finalizers }),
          },
          spec: {
            project: options.project ?? 'default',
            source: {
              repoURL: options.repoURL ?? git.cloneUrl('acme/fleet'),
              path: options.path ?? 'apps/checkout',
              targetRevision,
            },
            destination: {
              server: options.server ?? 'https://kubernetes.default.svc',
              namespace: options.namespace ?? name,
            },
            syncPolicy: {
              ...(automated && { automated }),
              syncOptions: options.syncOptions ?? ['CreateNamespace=true'],
            },
            ...options.spec,
          },
        },
        { manager: 'kubectl-client-side-apply' },
      );
    },
    edit,
    setReplicas(namespace: string, replicas: number) {
      edit(deploymentRef(namespace), ({ spec }) => {
        if (isRecord(spec)) spec.replicas = replicas;
      });
    },
    /** What the application says of its resource of that kind. */
    resource(name: string, kind: string) {
      return app(name).status.resources?.find(one => one.kind === kind);
    },
    /** The application as soon as it is as wanted. */
    async until(
      name: string,
      wanted: (application: Application) => boolean,
    ): Promise<Application> {
      const known = app(name);
      if (wanted(known)) {
        return known;
      }
      return await new Promise(resolve => {
        const stop = home.subscribe(({ object }) => {
          if (
            object.kind === APPLICATION.kind &&
            object.metadata.name === name &&
            wanted(readApplication(object))
          ) {
            stop();
            resolve(readApplication(object));
          }
        });
      });
    },
    async stop() {
      await argo.stop();
      await git.stop();
      await rm(directory, { recursive: true });
      if (errors.length > 0) {
        throw errors[0];
      }
    },
  };
}
