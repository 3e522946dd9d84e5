import {
  ClusterName,
  Deployment,
  FLEET,
  FLEET_REPOSITORY,
  Placed,
  PLATFORM_REPOSITORY,
} from './services';

export const FLUX_NAMESPACE = 'flux-system';
/** The GitRepository and the parent Kustomization of a cluster. */
export const FLUX_ROOT = 'flux-system';

export function environmentOf(cluster: ClusterName): 'staging' | 'production' {
  return cluster === 'staging' ? 'staging' : 'production';
}

export function entityRefOf({ service }: Placed): string {
  return `component:default/${service.name}`;
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
export const FLEET_FOLLOWED: Followed = {
  name: FLEET,
  repository: FLEET_REPOSITORY,
};

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
