import { KubeObject } from '../../cluster/types';
import { listAt, recordAt, stringAt } from '../json';

/** Container images of a Pod or of a workload's pod template. */
export function imagesOf(object: KubeObject): string[] {
  const spec =
    object.kind === 'Pod'
      ? recordAt(object, 'spec')
      : recordAt(
          object.kind === 'CronJob'
            ? recordAt(object, 'spec', 'jobTemplate')
            : object,
          'spec',
          'template',
          'spec',
        );
  return [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')]
    .map(container => stringAt(container, 'image'))
    .filter(image => image !== '');
}

/**
 * `status.summary.images`: what pods run, or, for workloads that have no pod
 * on this cluster, what they would run.
 */
export function summaryImages(
  live: KubeObject[],
  pods: KubeObject[],
): string[] {
  const from = pods.length > 0 ? pods : live;
  return [...new Set(from.flatMap(imagesOf))].sort();
}
