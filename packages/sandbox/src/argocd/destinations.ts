import { Cluster } from '../cluster/types';
import { Destination } from './application';

export const IN_CLUSTER_SERVER = 'https://kubernetes.default.svc';
export const IN_CLUSTER_NAME = 'in-cluster';

/** Clusters by server URL or name; the home cluster is always `in-cluster`. */
export function createDestinations(
  home: Cluster,
  registered: Record<string, Cluster>,
): (destination: Destination) => Cluster | undefined {
  const byName = new Map<string, Cluster>([
    [IN_CLUSTER_SERVER, home],
    [IN_CLUSTER_NAME, home],
    ...Object.entries(registered),
  ]);
  return ({ server, name }) => byName.get(server ?? name ?? '');
}
