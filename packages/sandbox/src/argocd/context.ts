import { Clock } from '../clock';
import { Cluster } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { Destination } from './application';
import { ComparedResource } from './rules/compareAll';
import { TrackingIndex } from './trackingIndex';

/** What the parts of one Argo CD share. */
export interface ArgoContext {
  home: Cluster;
  git: GitHost;
  render: Render;
  clock: Clock;
  /** Resolves after as long as an operation that happens now takes at least. */
  takeTime(): Promise<void>;
  /** The cluster that a destination names; undefined for one that is not registered. */
  destination(destination: Destination): Cluster | undefined;
  tracking(cluster: Cluster): TrackingIndex;
  /** The last comparison by application; real Argo CD keeps it in Redis, not in the object. */
  compared: Map<string, ComparedResource[]>;
}
