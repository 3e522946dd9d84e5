import { stringify } from 'yaml';
import { CHARTS_URL, WEB_CHART, WebValues } from './charts';
import { entityRefOf, environmentOf, FLUX_NAMESPACE } from './fluxManifests';
import { Files } from './manifests';
import { Release, releases } from './releases';
import { ClusterName } from './services';

/** What the HelmRepository is called. */
export const CHARTS = 'charts';

/** Its HelmRelease, as it is committed. */
export function releaseFile(
  release: Release,
  change: { chartVersion?: string; values?: Partial<WebValues> } = {},
): string {
  const { application, cluster, warnsOfDrift } = release;
  return stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: {
      name: application,
      namespace: FLUX_NAMESPACE,
      labels: {
        'app.kubernetes.io/name': application,
        'backstage.io/kubernetes-id': application,
        env: environmentOf(cluster),
      },
      annotations: {
        'backstage.io/entity-ref': entityRefOf(release),
      },
    },
    spec: {
      interval: '1m',
      timeout: '2m',
      releaseName: application,
      targetNamespace: application,
      chart: {
        spec: {
          chart: WEB_CHART,
          version: change.chartVersion ?? release.chartVersion,
          interval: '10m',
          sourceRef: { kind: 'HelmRepository', name: CHARTS },
        },
      },
      ...(warnsOfDrift && { driftDetection: { mode: 'warn' } }),
      values: { ...release.values, ...change.values },
    },
  });
}

/** The manifests of the releases of a cluster, by the names of their files. */
export function releaseFiles(cluster: ClusterName): Files {
  const ours = releases.filter(release => release.cluster === cluster);
  const repository = stringify({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    metadata: { name: CHARTS, namespace: FLUX_NAMESPACE },
    spec: { interval: '10m', url: CHARTS_URL },
  });
  return {
    ...(ours.length > 0 && { [`${CHARTS}.yaml`]: repository }),
    ...Object.fromEntries(
      ours.map(release => [
        `${release.application}.yaml`,
        releaseFile(release),
      ]),
    ),
  };
}
