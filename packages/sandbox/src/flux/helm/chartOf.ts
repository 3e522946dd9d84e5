import { Cluster } from '../../cluster/types';
import { findCondition } from '../conditions';
import { formatDuration, parseDuration } from '../duration';
import { ReconcileFailure } from '../failure';
import { HelmChart, helmChart, HelmRelease } from './resources';
import { chartRefOf } from './sources';

export const MANAGER = 'helm-controller';
const NAME = 'helm.toolkit.fluxcd.io/name';
const NAMESPACE = 'helm.toolkit.fluxcd.io/namespace';

/** How helm-controller marks what belongs to a HelmRelease. */
export function ownerLabels({ metadata }: Pick<HelmRelease, 'metadata'>) {
  return { [NAME]: metadata.name, [NAMESPACE]: metadata.namespace };
}

/**
 * Makes the HelmChart of a HelmRelease say what its `spec.chart` says.
 * @returns what was announced of it; undefined where nothing changed
 */
export function configureChart(
  cluster: Cluster,
  release: HelmRelease,
  at: Date,
): { reason: string; message: string } | undefined {
  const ref = chartRefOf(release);
  const wanted = release.spec.chart?.spec;
  if (!ref || !wanted) {
    return undefined;
  }
  const { apiVersion, kind, namespace, name } = ref;
  const { chart, version, sourceRef } = wanted;
  const interval = wanted.interval ?? release.spec.interval;
  const before = cluster.get(ref);
  const after = cluster.apply(
    {
      apiVersion,
      kind,
      metadata: { name, namespace, labels: ownerLabels(release) },
      spec: {
        chart,
        version,
        interval: formatDuration(parseDuration(interval)),
        reconcileStrategy: 'ChartVersion',
        sourceRef: { kind: sourceRef.kind, name: sourceRef.name },
      },
    },
    { manager: MANAGER, at },
  );
  if (before?.metadata.generation === after.metadata.generation) {
    return undefined;
  }
  const verb = before ? 'Configured' : 'Created';
  const from = `${sourceRef.kind}/${namespace}/${sourceRef.name}`;
  return {
    reason: `HelmChart${verb}`,
    message: `${verb} HelmChart/${namespace}/${name} with SourceRef '${from}'`,
  };
}

/** Deletes the HelmChart that was made for a HelmRelease. */
export function deleteChart(
  cluster: Cluster,
  release: HelmRelease,
  at: Date,
): void {
  const ref = release.spec.chart && chartRefOf(release);
  if (ref && cluster.get(ref)) {
    cluster.delete(ref, { manager: MANAGER, at });
  }
}

/** The HelmChart, fetched; throws with helm-controller's words where it is not yet. */
export function readyChart(cluster: Cluster, release: HelmRelease): HelmChart {
  const ref = chartRefOf(release);
  const found = ref && cluster.get(ref);
  if (!found) {
    const { name = release.spec.chartRef?.name } = ref ?? {};
    throw new ReconcileFailure(
      'SourceNotReady',
      `could not get Source object: HelmChart.source.toolkit.fluxcd.io "${name}" not found`,
    );
  }
  const chart = helmChart.parse(found);
  const { metadata, status } = chart;
  const unready = (why: string) =>
    new ReconcileFailure(
      'SourceNotReady',
      `HelmChart '${metadata.namespace}/${metadata.name}' is not ready: ${why}`,
    );
  if (status.observedGeneration !== metadata.generation) {
    throw unready('latest generation of object has not been reconciled');
  }
  const ready = findCondition(status.conditions, 'Ready');
  if (ready?.status === 'False') {
    throw unready(ready.message);
  }
  if (!status.artifact) {
    throw unready('does not have an artifact');
  }
  return chart;
}
