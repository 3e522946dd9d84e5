import { InputError, NotFoundError } from './errors';
import { ArgoCd } from '../argocd';
import { Cluster } from '../cluster/types';
import { Clock } from '../clock';
import { GitHost } from '../git/types';
import { replicasOf, setReplicas } from '../world/handEdits';
import { imageOf } from '../world/manifests';
import { teams } from '../world/people';
import { ClusterName, Deployment, deployments } from '../world/services';
import { nextPatch } from '../world/versions';
import { declarationOf, stateOf } from './state';

export interface ListedApplication {
  /** `<service>-<cluster>`: what every verb takes. */
  application: string;
  engine: 'argocd' | 'flux';
  instance: string;
  /** Name of the engine's object. */
  name: string;
  state: string;
}

/** What a verb did, and what there is to see of it. */
export interface Told {
  message: string;
}

export interface Verbs {
  list(): ListedApplication[];
  commit(application: string, message?: string): Promise<Told>;
  edit(application: string): Promise<Told>;
  break(application: string): Promise<Told>;
  sync(application: string): Promise<Told>;
  outage(instance: string, on: boolean): Promise<Told>;
}

export interface VerbOptions {
  git: GitHost;
  clusters: Record<ClusterName, Cluster>;
  argocd: ArgoCd;
  clock: Clock;
  /** Instances that can be cut off, by name. */
  reachability: Record<string, (reachable: boolean) => void>;
}

const NEVER_BUILT = 'does-not-exist';

function idOf({ service, cluster }: Deployment): string {
  return `${service.name}-${cluster}`;
}

function find(application: string): Deployment {
  const found = deployments.find(each => idOf(each) === application);
  if (!found) {
    throw new NotFoundError(
      `There is no application '${application}'. There are: ${deployments
        .map(idOf)
        .join(', ')}`,
    );
  }
  return found;
}

function reactionOf({ service, cluster }: Deployment): string {
  if (service.engine === 'flux') {
    return `Flux in ${cluster} applies it unless it is suspended`;
  }
  return service.manualIn.includes(cluster)
    ? 'Argo CD shows it as pending until somebody syncs'
    : 'Argo CD syncs it by itself within seconds';
}

/** The things that can be done to the world from outside. */
export function createVerbs(options: VerbOptions): Verbs {
  const { git, clusters, argocd, clock, reachability } = options;

  const commitTag = async (
    deployment: Deployment,
    tagFrom: (tag: string) => string,
    message?: string,
  ) => {
    const { service, cluster, path } = deployment;
    const { repository } = service;
    const file = `${path}/kustomization.yaml`;
    const head = await git.resolve(repository, 'main');
    const text = await git.readFile(repository, head, file);
    const match = text && /newTag: *"?([^\s"]+)"?/.exec(text);
    if (!text || !match) {
      throw new InputError(`${file} of ${repository} sets no image tag`);
    }
    const tag = tagFrom(match[1]);
    const [author] = teams[service.team];
    const sha = await git.commit({
      repository,
      files: {
        [file]: text.replace(match[0], `newTag: ${JSON.stringify(tag)}`),
      },
      message: message ?? `Bump ${service.name} to ${tag} in ${cluster}`,
      author,
      at: clock(),
    });
    return { sha: sha.slice(0, 7), tag, author, repository };
  };

  return {
    list: () =>
      deployments.map(deployment => ({
        application: idOf(deployment),
        engine: deployment.service.engine,
        instance:
          deployment.service.engine === 'argocd' ? 'main' : deployment.cluster,
        name: deployment.application,
        state: stateOf(clusters, deployment),
      })),

    async commit(application, message) {
      const deployment = find(application);
      const { sha, tag, author, repository } = await commitTag(
        deployment,
        old =>
          old === NEVER_BUILT
            ? deployment.service.version.join('.')
            : nextPatch(old),
        message,
      );
      return {
        message: `${
          author.name
        } pushed ${sha} to ${repository}: ${application} shall run ${tag}. ${reactionOf(
          deployment,
        )}: watch the new commit on its page.`,
      };
    },

    async edit(application) {
      const deployment = find(application);
      const cluster = clusters[deployment.cluster];
      const before = replicasOf(cluster, deployment);
      if (before === undefined) {
        throw new NotFoundError(
          `${application} has no Deployment in ${deployment.cluster}`,
        );
      }
      setReplicas(cluster, deployment, before + 3, clock());
      return {
        message: `Somebody ran kubectl edit in ${
          deployment.cluster
        }: ${application} has ${
          before + 3
        } replicas instead of ${before}. Watch it become drifted, with the field and who changed it.`,
      };
    },

    async break(application) {
      const deployment = find(application);
      const { sha, author, repository } = await commitTag(
        deployment,
        () => NEVER_BUILT,
      );
      return {
        message: `${
          author.name
        } pushed ${sha} to ${repository}: ${application} shall run ${imageOf(
          deployment.service,
        )}:${NEVER_BUILT}, which was never built. ${reactionOf(
          deployment,
        )}; once it is applied, watch its health become degraded.`,
      };
    },

    async sync(application) {
      const deployment = find(application);
      if (deployment.service.engine === 'argocd') {
        const { phase, message } = await argocd.sync(deployment.application, {
          initiatedBy: teams[deployment.service.team][0].login,
          prune: true,
        });
        return {
          message: `Argo CD synced ${application}: ${phase}, ${message}. Watch the new entry in its sync history.`,
        };
      }
      const { cluster, ref } = declarationOf(deployment);
      const at = clock();
      const source = {
        ...ref,
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        name: 'flux-system',
      };
      for (const target of [source, ref]) {
        clusters[cluster].edit(
          target,
          ({ metadata }) => {
            metadata.annotations = {
              ...metadata.annotations,
              'reconcile.fluxcd.io/requestedAt': at.toISOString(),
            };
          },
          { manager: 'flux', at },
        );
      }
      return {
        message: `Flux in ${cluster} was asked to reconcile ${application}. Watch its last sync; a suspended one only takes note of it.`,
      };
    },

    async outage(instance, on) {
      const setReachable = Object.hasOwn(reachability, instance)
        ? reachability[instance]
        : undefined;
      if (!setReachable) {
        throw new NotFoundError(
          `There is no instance '${instance}'. There are: ${Object.keys(
            reachability,
          ).join(', ')}`,
        );
      }
      setReachable(!on);
      return {
        message: on
          ? `${instance} cannot be reached any more. Watch its applications become stale, with the age of what was last seen.`
          : `${instance} can be reached again. Watch its applications become current.`,
      };
    },
  };
}
