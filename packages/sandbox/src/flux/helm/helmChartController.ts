import { Cluster, KubeObject } from '../../cluster/types';
import { STORAGE } from '../artifact';
import { ReconcileFailure } from '../failure';
import { Outcome, Run } from '../run';
import { reconcileSource } from '../sourceController';
import { archiveOf, Chart, sha256 } from './charts';
import { HelmChart, helmChart, helmRepository } from './resources';
import { repositoryRefOf } from './sources';

interface Dependencies {
  cluster: Cluster;
  charts: readonly Chart[];
}

/** The chart that a HelmChart names; throws with source-controller's words. */
export function chartFor(
  { cluster, charts }: Dependencies,
  object: HelmChart,
): { chart: Chart; indexRevision: string } {
  const ref = repositoryRefOf(object);
  const found = cluster.get(ref);
  if (!found) {
    throw new ReconcileFailure(
      'SourceUnavailable',
      `failed to get source: helmrepositories.source.toolkit.fluxcd.io "${ref.name}" not found`,
    );
  }
  const { spec, status } = helmRepository.parse(found);
  if (!status.artifact) {
    throw new ReconcileFailure(
      'NoSourceArtifact',
      `no artifact available for HelmRepository source '${ref.name}'`,
    );
  }
  const { chart: name, version } = object.spec;
  const chart = charts.find(
    each =>
      each.repository === spec.url &&
      each.name === name &&
      each.version === version,
  );
  if (!chart) {
    throw new ReconcileFailure(
      'InvalidChartReference',
      `invalid chart reference: failed to get chart version for remote reference: no '${name}' chart with version matching '${version}' found`,
      true,
    );
  }
  return { chart, indexRevision: status.artifact.revision };
}

/** source-controller's part for one HelmChart: one version out of a repository. */
export async function reconcileHelmChart(
  dependencies: Dependencies,
  object: KubeObject,
  run: Run,
): Promise<Outcome> {
  const parsed = helmChart.parse(object);
  const { name, namespace } = parsed.metadata;
  return await reconcileSource(dependencies.cluster, object, run, {
    parsed,
    async look() {
      const { chart, indexRevision } = chartFor(dependencies, parsed);
      const pulled = `pulled '${chart.name}' chart with version '${chart.version}'`;
      const path = `helmchart/${namespace}/${name}/${archiveOf(chart)}`;
      return {
        revision: chart.version,
        news: pulled,
        fetched: { reason: 'ChartPullSucceeded', message: pulled },
        status: {
          observedChartName: chart.name,
          observedSourceArtifactRevision: indexRevision,
        },
        store: async () => ({
          digest: sha256(`${chart.repository}/${archiveOf(chart)}`),
          path,
          size: 4096,
          url: `${STORAGE}/${path}`,
        }),
      };
    },
  });
}
