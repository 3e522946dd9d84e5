import { KubeObject } from '../../cluster/types';
import { inApplyOrder } from '../inventory';
import { Chart, ReleaseName } from './charts';
import { ownerLabels } from './chartOf';
import { HelmRelease } from './resources';

/** What Helm calls the release, and where its objects go. */
export function releaseNameOf({ metadata, spec }: HelmRelease): ReleaseName {
  const { targetNamespace, releaseName } = spec;
  const prefixed = targetNamespace
    ? `${targetNamespace}-${metadata.name}`
    : metadata.name;
  return {
    namespace: targetNamespace ?? metadata.namespace,
    name: releaseName ?? prefixed,
  };
}

/** The objects of a chart with these values, marked by Helm and by Flux, in apply order. */
export function template(
  release: HelmRelease,
  chart: Chart,
  values: Record<string, unknown>,
): KubeObject[] {
  const named = releaseNameOf(release);
  const objects = chart.template(named, values).map(object => ({
    ...object,
    metadata: {
      ...object.metadata,
      namespace: named.namespace,
      labels: {
        ...object.metadata.labels,
        'app.kubernetes.io/instance': named.name,
        'app.kubernetes.io/managed-by': 'Helm',
        'app.kubernetes.io/name': chart.name,
        'app.kubernetes.io/version': chart.appVersion,
        'helm.sh/chart': `${chart.name}-${chart.version}`,
        ...ownerLabels(release),
      },
      annotations: {
        ...object.metadata.annotations,
        'meta.helm.sh/release-name': named.name,
        'meta.helm.sh/release-namespace': named.namespace,
      },
    },
  }));
  return inApplyOrder(objects);
}
