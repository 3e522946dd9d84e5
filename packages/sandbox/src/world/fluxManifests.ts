import { stringify } from 'yaml';
import { Files } from './manifests';
import {
  ClusterName,
  clusterNames,
  Deployment,
  deployments,
  FLEET,
  FLEET_CLUSTERS,
  FLEET_REPOSITORY,
  PLATFORM_REPOSITORY,
} from './services';

export const FLUX_NAMESPACE = 'flux-system';
/** The GitRepository and the parent Kustomization of a cluster. */
export const FLUX_ROOT = 'flux-system';

export function environmentOf(cluster: ClusterName): 'staging' | 'production' {
  return cluster === 'staging' ? 'staging' : 'production';
}

export function entityRefOf(deployment: Deployment): string {
  return `component:default/${deployment.service.name}`;
}

export function kustomizationOf(deployment: Deployment, interval = '10m') {
  const { service, cluster, path } = deployment;
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name: deployment.application,
      namespace: FLUX_NAMESPACE,
      labels: {
        'app.kubernetes.io/name': service.name,
        'backstage.io/kubernetes-id': service.name,
        env: environmentOf(cluster),
      },
      ...(service.namesItsEntity && {
        annotations: { 'backstage.io/entity-ref': entityRefOf(deployment) },
      }),
    },
    spec: {
      interval,
      retryInterval: '2m',
      timeout: '2m',
      path: `./${path}`,
      prune: true,
      wait: true,
      sourceRef: { kind: 'GitRepository', name: FLUX_ROOT },
    },
  };
}

interface Followed {
  /** Of the GitRepository and of the Kustomization. */
  name: string;
  repository: string;
}

/** What is applied to a cluster by hand, once, to set Flux going there. */
export const ROOT: Followed = {
  name: FLUX_ROOT,
  repository: PLATFORM_REPOSITORY,
};
const FLEET_FOLLOWED: Followed = { name: FLEET, repository: FLEET_REPOSITORY };

/** What has the Flux of a cluster follow that cluster's folder of a repository. */
export function followingObjects(
  cluster: ClusterName,
  { name, repository }: Followed,
  cloneUrl: (repository: string) => string,
) {
  const metadata = { name, namespace: FLUX_NAMESPACE };
  return {
    source: {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: {
        interval: '1m',
        url: cloneUrl(repository),
        ref: { branch: 'main' },
      },
    },
    kustomization: {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: '10m',
        path: `./clusters/${cluster}`,
        prune: true,
        sourceRef: { kind: 'GitRepository', name },
      },
    },
  };
}

/** `clusters/<cluster>/…`, from which each cluster's Flux takes its orders. */
export function fluxFiles(cloneUrl: (repository: string) => string): Files {
  const files: Files = {};
  for (const cluster of clusterNames) {
    const following = (followed: Followed) => {
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
