import { stringify } from 'yaml';
import { entityRefOf, environmentOf } from './fluxManifests';
import { Files } from './manifests';
import { Deployment, deployments } from './services';

export const ARGOCD_NAMESPACE = 'argocd';
/** The cluster that the Argo CD of the sandbox lives in. */
export const ARGOCD_CLUSTER = 'production';

export function applicationOf(
  deployment: Deployment,
  cloneUrl: (repository: string) => string,
) {
  const { service, cluster, path } = deployment;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: deployment.application,
      namespace: ARGOCD_NAMESPACE,
      labels: {
        'app.kubernetes.io/name': service.name,
        env: environmentOf(cluster),
      },
      ...(service.namesItsEntity && {
        annotations: { 'backstage.io/entity-ref': entityRefOf(deployment) },
      }),
    },
    spec: {
      project: 'default',
      source: {
        repoURL: cloneUrl(service.repository),
        path,
        targetRevision: 'main',
      },
      destination: {
        ...(cluster === ARGOCD_CLUSTER
          ? { server: 'https://kubernetes.default.svc' }
          : { name: cluster }),
        namespace: service.name,
      },
      syncPolicy: {
        ...(!service.manualIn.includes(cluster) && {
          automated: { prune: true },
        }),
        syncOptions: ['CreateNamespace=true'],
      },
    },
  };
}

/** The Applications as they are kept in Git, for people to apply. */
export function argoFiles(cloneUrl: (repository: string) => string): Files {
  return Object.fromEntries(
    deployments
      .filter(({ service }) => service.engine === 'argocd')
      .map(deployment => [
        `argocd/applications/${deployment.application}.yaml`,
        stringify(applicationOf(deployment, cloneUrl)),
      ]),
  );
}
