import { stringify } from 'yaml';
import { Files } from './manifests';
import {
  ClusterName,
  clusterNames,
  Deployment,
  deployments,
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

/** What is applied to a cluster by hand, once, to set Flux going there. */
export function rootObjectsOf(
  cluster: ClusterName,
  cloneUrl: (repository: string) => string,
) {
  const metadata = { name: FLUX_ROOT, namespace: FLUX_NAMESPACE };
  return {
    source: {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata,
      spec: {
        interval: '1m',
        url: cloneUrl(PLATFORM_REPOSITORY),
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
        sourceRef: { kind: 'GitRepository', name: FLUX_ROOT },
      },
    },
  };
}

/** `clusters/<cluster>/…`, from which each cluster's Flux takes its orders. */
export function fluxFiles(cloneUrl: (repository: string) => string): Files {
  const files: Files = {};
  for (const cluster of clusterNames) {
    const { source, kustomization } = rootObjectsOf(cluster, cloneUrl);
    const ours = deployments.filter(
      ({ service, cluster: where }) =>
        service.engine === 'flux' && where === cluster,
    );
    files[`clusters/${cluster}/flux-system/gotk-sync.yaml`] = `${stringify(
      source,
    )}---\n${stringify(kustomization)}`;
    for (const deployment of ours) {
      files[`clusters/${cluster}/${deployment.application}.yaml`] = stringify(
        kustomizationOf(deployment),
      );
    }
    files[`clusters/${cluster}/kustomization.yaml`] = stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [
        'flux-system/gotk-sync.yaml',
        ...ours.map(({ application }) => `${application}.yaml`),
      ],
    });
  }
  return files;
}
