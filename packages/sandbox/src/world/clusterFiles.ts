import { stringify } from 'yaml';
import {
  FLEET_FOLLOWED,
  followingObjects,
  kustomizationOf,
  ROOT,
} from './fluxManifests';
import { Files } from './manifests';
import { releaseFiles } from './releaseManifests';
import { clusterNames, deployments, FLEET, FLEET_CLUSTERS } from './services';

/** `clusters/<cluster>/…`, from which each cluster's Flux takes its orders. */
export function clusterFiles(cloneUrl: (repository: string) => string): Files {
  const files: Files = {};
  for (const cluster of clusterNames) {
    const following = (followed: typeof ROOT) => {
      const objects = followingObjects(cluster, followed, cloneUrl);
      return `${stringify(objects.source)}---\n${stringify(
        objects.kustomization,
      )}`;
    };
    const resources: Files = {
      'flux-system/gotk-sync.yaml': following(ROOT),
      ...(FLEET_CLUSTERS.includes(cluster) && {
        [`${FLEET}.yaml`]: following(FLEET_FOLLOWED),
      }),
    };
    for (const deployment of deployments) {
      if (
        deployment.service.engine === 'flux' &&
        deployment.cluster === cluster
      ) {
        resources[`${deployment.application}.yaml`] = stringify(
          kustomizationOf(deployment),
        );
      }
    }
    Object.assign(resources, releaseFiles(cluster));
    const directory = `clusters/${cluster}`;
    for (const [name, text] of Object.entries(resources)) {
      files[`${directory}/${name}`] = text;
    }
    files[`${directory}/kustomization.yaml`] = stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: Object.keys(resources),
    });
  }
  return files;
}
