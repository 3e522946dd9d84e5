import { parse, stringify } from 'yaml';
import { ArgoCd } from '../argocd';
import { Clock } from '../clock';
import { Cluster } from '../cluster/types';
import { GitHost } from '../git/types';
import { FLUX_ROOT } from '../world/fluxManifests';
import { KUBECTL_EDIT } from '../world/handEdits';
import { imageOf } from '../world/manifests';
import { teams } from '../world/people';
import { listOf, recordOf, valueIn } from '../world/records';
import { CHARTS } from '../world/releaseManifests';
import { isRelease, Release } from '../world/releases';
import {
  ClusterName,
  Deployment,
  PLATFORM_REPOSITORY,
} from '../world/services';
import { InputError } from './errors';
import { find, reactionOf } from './find';
import { nextTag, readTag } from './pins';
import { declarationOf } from './state';
import { Told } from './told';

export interface EngineVerbOptions {
  git: GitHost;
  clusters: Record<ClusterName, Cluster>;
  argocd: ArgoCd;
  clock: Clock;
}

/** What people ask of the engines, and change in the engines' own objects. */
export function createEngineVerbs(options: EngineVerbOptions) {
  const { git, clusters, argocd, clock } = options;

  const syncArgo = async (application: string, by: string): Promise<Told> => {
    const { phase, message } = await argocd
      .sync(application, { initiatedBy: by, prune: true })
      .catch(error => {
        throw new InputError(
          `Argo CD does not sync ${application}: ${error.message}`,
        );
      });
    return {
      message: `Argo CD synced ${application}: ${phase}, ${message}. Watch the new entry in its sync history.`,
    };
  };

  const requestFlux = (placed: Deployment | Release) => {
    const { cluster, ref } = declarationOf(placed);
    const at = clock();
    const source = {
      ...ref,
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      ...(isRelease(placed)
        ? { kind: 'HelmRepository', name: CHARTS }
        : { kind: 'GitRepository', name: FLUX_ROOT }),
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
  };

  /** In the Application itself, which people apply by hand here. */
  const setArgoImage = (deployment: Deployment, gitTag: string): string => {
    const { cluster, ref } = declarationOf(deployment);
    const image = imageOf(deployment.service);
    const spec = valueIn(clusters[cluster].get(ref), 'spec');
    const [before] = listOf(valueIn(spec, 'source', 'kustomize', 'images'));
    const tag = nextTag(
      deployment,
      typeof before === 'string' ? before.slice(image.length + 1) : gitTag,
    );
    clusters[cluster].edit(
      ref,
      object => {
        const source = recordOf(valueIn(object, 'spec', 'source'));
        object.spec = {
          ...recordOf(object.spec),
          source: { ...source, kustomize: { images: [`${image}:${tag}`] } },
        };
      },
      { manager: KUBECTL_EDIT, at: clock() },
    );
    return tag;
  };

  /** In Git, where the Kustomizations come from: by hand it would be drift of their parent. */
  const commitFluxImage = async (
    deployment: Deployment,
    gitTag: string,
  ): Promise<string> => {
    const { service, cluster, application } = deployment;
    const path = `clusters/${cluster}/${application}.yaml`;
    const head = await git.resolve(PLATFORM_REPOSITORY, 'main');
    const text = await git.readFile(PLATFORM_REPOSITORY, head, path);
    const manifest: unknown = parse(text ?? '');
    const [before] = listOf(valueIn(manifest, 'spec', 'images'));
    const newTag = nextTag(
      deployment,
      String(valueIn(before, 'newTag') ?? gitTag),
    );
    const images = [{ name: imageOf(service), newTag }];
    await git.commit({
      repository: PLATFORM_REPOSITORY,
      files: {
        [path]: stringify({
          ...recordOf(manifest),
          spec: { ...recordOf(valueIn(manifest, 'spec')), images },
        }),
      },
      message: `Pin ${service.name} to ${newTag} in ${cluster}`,
      author: teams[service.team][0],
      at: clock(),
    });
    return newTag;
  };

  /** In Git as well: a value that its chart is given. */
  const commitReleaseImage = async (release: Release): Promise<string> => {
    const { service, cluster } = release;
    const pin = await readTag(git, release);
    const tag = nextTag(release, pin.value);
    await git.commit({
      repository: pin.repository,
      files: { [pin.path]: pin.set(tag) },
      message: `Pin ${service.name} to ${tag} in ${cluster}`,
      author: teams[service.team][0],
      at: clock(),
    });
    return tag;
  };

  return {
    async sync(application: string): Promise<Told> {
      const deployment = find(application);
      if (!isRelease(deployment) && deployment.service.engine === 'argocd') {
        const [person] = teams[deployment.service.team];
        return await syncArgo(deployment.application, person.login);
      }
      requestFlux(deployment);
      return {
        message: `Flux in ${deployment.cluster} was asked to reconcile ${application}. Watch its last sync; a suspended one only takes note of it.`,
      };
    },

    async parameter(application: string): Promise<Told> {
      const deployment = find(application);
      if (isRelease(deployment)) {
        const tag = await commitReleaseImage(deployment);
        return {
          message: `Somebody committed to the HelmRelease in ${PLATFORM_REPOSITORY}: its value \`image.tag\` says that ${application} shall run ${tag}, with the same chart. ${reactionOf(
            deployment,
          )}. Watch the upgrade.`,
        };
      }
      const { value: tag } = await readTag(git, deployment);
      const isArgo = deployment.service.engine === 'argocd';
      const set = isArgo
        ? setArgoImage(deployment, tag)
        : await commitFluxImage(deployment, tag);
      const where = isArgo
        ? 'changed the Application'
        : `committed to the Kustomization in ${PLATFORM_REPOSITORY}`;
      return {
        message: `Somebody ${where}: its parameter \`images\` says that ${application} shall run ${set}, whatever its folder says. ${reactionOf(
          deployment,
        )}. Watch that it is no drift.`,
      };
    },
  };
}
