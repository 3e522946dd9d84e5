import { stringify } from 'yaml';
import { entityRefOf, environmentOf } from './fluxManifests';
import { Files } from './manifests';
import { Deployment, deployments, FLEET, FLEET_REPOSITORY } from './services';

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

/** An application of applications: what `argocd/` of the fleet says, Argo CD takes on. */
export function fleetApplication(cloneUrl: (repository: string) => string) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: FLEET, namespace: ARGOCD_NAMESPACE },
    spec: {
      project: 'default',
      source: {
        repoURL: cloneUrl(FLEET_REPOSITORY),
        path: 'argocd',
        targetRevision: 'main',
      },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: ARGOCD_NAMESPACE,
      },
      syncPolicy: { automated: { prune: true } },
    },
  };
}

/** The default project, with a window in which some applications cannot be synced. */
export function frozenProject() {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: ARGOCD_NAMESPACE },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      syncWindows: [
        {
          kind: 'deny',
          schedule: '* * * * *',
          duration: '24h',
          manualSync: false,
          applications: deployments
            .filter(({ service, cluster }) =>
              service.frozenIn.includes(cluster),
            )
            .map(({ application }) => application),
        },
      ],
    },
  };
}

/** The Applications as they are kept in Git, for people to apply. */
export function argoFiles(cloneUrl: (repository: string) => string): Files {
  const applications = [
    ...deployments
      .filter(({ service }) => service.engine === 'argocd')
      .map(deployment => applicationOf(deployment, cloneUrl)),
    fleetApplication(cloneUrl),
  ];
  return Object.fromEntries(
    applications.map(application => [
      `argocd/applications/${application.metadata.name}.yaml`,
      stringify(application),
    ]),
  );
}
