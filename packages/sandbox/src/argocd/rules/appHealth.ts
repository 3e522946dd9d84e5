import { Health } from '../application';
import { ComparedResource } from './compareAll';
import { hasHealthCheck, resourceHealth } from './resourceHealth';

const fromBest = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** Health of one compared resource; Missing when it should exist and does not. */
export function healthOf(resource: ComparedResource): Health | undefined {
  return resource.live ? resourceHealth(resource.live) : { status: 'Missing' };
}

/**
 * The worst of the resources' health. A missing object of a kind without a
 * health check does not count, unless nothing at all is live.
 */
export function appHealth(resources: ComparedResource[]): string {
  if (resources.length > 0 && resources.every(({ live }) => !live)) {
    return 'Missing';
  }
  const found = resources.flatMap(resource => {
    const health = healthOf(resource)?.status;
    const type = resource.live ?? resource.target;
    const counts =
      health && !(health === 'Missing' && type && !hasHealthCheck(type));
    return counts ? [health] : [];
  });
  return found.reduce(
    (worst, one) =>
      fromBest.indexOf(one) > fromBest.indexOf(worst) ? one : worst,
    'Healthy',
  );
}
