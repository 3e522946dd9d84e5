import { Clock } from '../clock';
import { Cluster } from '../cluster/types';
import { GitHost } from '../git/types';
import { Render } from '../render/types';
import { replicasOf, setReplicas, takeBack } from '../world/handEdits';
import {
  installDefaultingWebhook,
  scaleByAutoscaler,
} from '../world/machineEdits';
import { isRelease, Release } from '../world/releases';
import { ClusterName, Deployment } from '../world/services';
import { desiredWorkload } from './desiredWorkload';
import { InputError, NotFoundError } from './errors';
import { find } from './find';
import { Told } from './told';

export interface LiveVerbOptions {
  git: GitHost;
  render: Render;
  clusters: Record<ClusterName, Cluster>;
  clock: Clock;
}

/** When what was changed by hand is seen to have drifted. */
function noticed(placed: Deployment | Release): string {
  if (!isRelease(placed)) {
    return 'Watch it become drifted, with the field and who changed it.';
  }
  return placed.warnsOfDrift
    ? 'Watch it become drifted within a minute, when Flux looks again.'
    : 'Flux does not look for drift of it: watch that nothing is said.';
}

/** What people and machines do to live objects, behind Git's back. */
export function createLiveVerbs(options: LiveVerbOptions) {
  const { clusters, clock } = options;

  /** A workload that is there; throws where there is none. */
  const found = (application: string) => {
    const deployment = find(application);
    const cluster = clusters[deployment.cluster];
    const replicas = replicasOf(cluster, deployment);
    if (replicas === undefined) {
      throw new NotFoundError(
        `${application} has no Deployment in ${deployment.cluster}`,
      );
    }
    return { deployment, cluster, replicas };
  };

  return {
    async edit(application: string): Promise<Told> {
      const { deployment, cluster, replicas } = found(application);
      const after = replicas + 3;
      setReplicas(cluster, deployment, after, clock());
      return {
        message: `Somebody ran kubectl edit in ${
          cluster.name
        }: ${application} has ${after} replicas instead of ${replicas}. ${noticed(
          deployment,
        )}`,
      };
    },

    async undo(application: string): Promise<Told> {
      const { deployment, cluster } = found(application);
      const desired = await desiredWorkload(options, deployment);
      if (!takeBack(cluster, deployment, desired, clock())) {
        throw new InputError(
          `Nothing of ${application} is as somebody edited it: there is nothing to take back`,
        );
      }
      const takesOver =
        deployment.service.engine === 'flux'
          ? ' Flux holds the fields again after its next reconciliation.'
          : '';
      return {
        message: `Somebody ran kubectl edit in ${cluster.name} again and took back what was changed by hand: ${application} is as it was applied.${takesOver} Watch its drift end.`,
      };
    },

    async scale(application: string): Promise<Told> {
      const { deployment, cluster, replicas } = found(application);
      const after = replicas + 2;
      scaleByAutoscaler(cluster, deployment, after, clock());
      return {
        message: `An autoscaler in ${cluster.name} gave ${application} ${after} replicas instead of ${replicas}. Watch it differ from Git by a controller's doing, without an alert.`,
      };
    },

    async default(application: string): Promise<Told> {
      const { deployment, cluster } = found(application);
      const field = installDefaultingWebhook(cluster, deployment, clock());
      if (!field) {
        throw new InputError(
          `The webhook has been there before: ${application} has its default`,
        );
      }
      return {
        message: `An admission webhook in ${cluster.name} fills in ${field} of ${application} from now on, and what runs was written again. Watch that nothing is called drifted.`,
      };
    },
  };
}
