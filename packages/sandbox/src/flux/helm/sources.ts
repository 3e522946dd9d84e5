import { ObjectRef } from '../../cluster/types';
import {
  HELM_CHART,
  HELM_REPOSITORY,
  HelmChart,
  HelmRelease,
} from './resources';

/** The HelmRepository that a HelmChart names. */
export function repositoryRefOf({ metadata, spec }: HelmChart) {
  const { namespace } = metadata;
  return { ...HELM_REPOSITORY, namespace, name: spec.sourceRef.name };
}

/** The HelmChart of a HelmRelease: its own, or one that it refers to. */
export function chartRefOf({
  metadata,
  spec,
}: Pick<HelmRelease, 'metadata' | 'spec'>): ObjectRef | undefined {
  const { chart, chartRef } = spec;
  if (chart) {
    const { namespace = metadata.namespace } = chart.spec.sourceRef;
    const name = `${metadata.namespace}-${metadata.name}`;
    return { ...HELM_CHART, namespace, name };
  }
  if (chartRef?.kind !== HELM_CHART.kind) {
    return undefined;
  }
  const { namespace = metadata.namespace, name } = chartRef;
  return { ...HELM_CHART, namespace, name };
}
