import { KubeObject } from '../../cluster/types';
import { Health } from '../application';
import { listAt, numberAt, recordAt, stringAt, valueAt } from '../json';
import { groupVersion } from '../names';

const healthy: Health = { status: 'Healthy' };
const progressing = (message?: string): Health => ({
  status: 'Progressing',
  ...(message && { message }),
});
const degraded = (message?: string): Health => ({
  status: 'Degraded',
  ...(message && { message }),
});

type Check = (object: KubeObject) => Health;

/** The checks that Argo CD has built in, by group and kind. */
const checks: Record<string, Check> = {
  'apps/Deployment': deployment,
  'apps/StatefulSet': statefulSet,
  'apps/DaemonSet': daemonSet,
  'apps/ReplicaSet': replicaSet,
  'batch/Job': job,
  '/Pod': pod,
  '/Service': service,
  '/PersistentVolumeClaim': claim,
  'networking.k8s.io/Ingress': loadBalanced,
};

const checkOf = ({
  apiVersion,
  kind,
}: Pick<KubeObject, 'apiVersion' | 'kind'>) =>
  checks[`${groupVersion(apiVersion).group}/${kind}`];

/** Whether a missing object of this kind makes its application Missing. */
export function hasHealthCheck(
  type: Pick<KubeObject, 'apiVersion' | 'kind'>,
): boolean {
  return checkOf(type) !== undefined;
}

/** Undefined for kinds that have no health. */
export function resourceHealth(object: KubeObject): Health | undefined {
  if (object.metadata.deletionTimestamp) {
    return progressing('Pending deletion');
  }
  return checkOf(object)?.(object);
}

function condition(object: KubeObject, type: string) {
  return listAt(object, 'status', 'conditions').find(
    entry => stringAt(entry, 'type') === type,
  );
}

function observed(object: KubeObject): boolean {
  const generation = object.metadata.generation ?? 0;
  return generation <= numberAt(object, 'status', 'observedGeneration');
}

function wantedReplicas(object: KubeObject): number {
  const wanted = valueAt(object, 'spec', 'replicas');
  return typeof wanted === 'number' ? wanted : 1;
}

function deployment(object: KubeObject): Health {
  if (valueAt(object, 'spec', 'paused') === true) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if (!observed(object)) {
    return progressing(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  }
  const reason = stringAt(condition(object, 'Progressing'), 'reason');
  if (reason === 'ProgressDeadlineExceeded') {
    return degraded(
      `Deployment "${object.metadata.name}" exceeded its progress deadline`,
    );
  }
  const status = recordAt(object, 'status');
  const wanted = wantedReplicas(object);
  const updated = numberAt(status, 'updatedReplicas');
  const available = numberAt(status, 'availableReplicas');
  const old = numberAt(status, 'replicas') - updated;
  if (updated < wanted) {
    return progressing(
      `Waiting for rollout to finish: ${updated} out of ${wanted} new replicas have been updated...`,
    );
  }
  if (old > 0) {
    return progressing(
      `Waiting for rollout to finish: ${old} old replicas are pending termination...`,
    );
  }
  if (available < updated) {
    return progressing(
      `Waiting for rollout to finish: ${available} of ${updated} updated replicas are available...`,
    );
  }
  return healthy;
}

function statefulSet(object: KubeObject): Health {
  const ready = numberAt(object, 'status', 'readyReplicas');
  if (!observed(object)) {
    return progressing('Waiting for statefulset spec update to be observed...');
  }
  return ready < wantedReplicas(object)
    ? progressing(
        `Waiting for ${wantedReplicas(object) - ready} pods to be ready...`,
      )
    : healthy;
}

function daemonSet(object: KubeObject): Health {
  const status = recordAt(object, 'status');
  const wanted = numberAt(status, 'desiredNumberScheduled');
  const updated = numberAt(status, 'updatedNumberScheduled');
  const available = numberAt(status, 'numberAvailable');
  if (!observed(object)) {
    return progressing(
      'Waiting for rollout to finish: observed daemon set generation less than desired generation',
    );
  }
  if (updated < wanted) {
    return progressing(
      `Waiting for daemon set "${object.metadata.name}" rollout to finish: ${updated} out of ${wanted} new pods have been updated...`,
    );
  }
  return available < wanted
    ? progressing(
        `Waiting for daemon set "${object.metadata.name}" rollout to finish: ${available} of ${wanted} updated pods are available...`,
      )
    : healthy;
}

function replicaSet(object: KubeObject): Health {
  if (!observed(object)) {
    return progressing(
      'Waiting for rollout to finish: observed replica set generation less than desired generation',
    );
  }
  const failure = condition(object, 'ReplicaFailure');
  if (stringAt(failure, 'status') === 'True') {
    return degraded(stringAt(failure, 'message'));
  }
  const available = numberAt(object, 'status', 'availableReplicas');
  return available < wantedReplicas(object)
    ? progressing(
        `Waiting for rollout to finish: ${available} out of ${wantedReplicas(
          object,
        )} new replicas are available...`,
      )
    : healthy;
}

function job(object: KubeObject): Health {
  const failed = condition(object, 'Failed');
  if (stringAt(failed, 'status') === 'True') {
    return degraded(stringAt(failed, 'message'));
  }
  if (stringAt(condition(object, 'Complete'), 'status') === 'True') {
    return healthy;
  }
  return valueAt(object, 'spec', 'suspend') === true
    ? { status: 'Suspended' }
    : progressing();
}

function pod(object: KubeObject): Health {
  const waiting = listAt(object, 'status', 'containerStatuses')
    .map(entry => recordAt(entry, 'state', 'waiting'))
    .find(state =>
      /^(Err|.*Error$|.*BackOff$)/.test(stringAt(state, 'reason')),
    );
  if (waiting) {
    return degraded(
      stringAt(waiting, 'message') || stringAt(waiting, 'reason'),
    );
  }
  const phase = stringAt(object, 'status', 'phase');
  if (phase === 'Running' || phase === 'Succeeded') {
    return healthy;
  }
  return phase === 'Failed'
    ? degraded(stringAt(object, 'status', 'message'))
    : progressing();
}

function service(object: KubeObject): Health {
  return stringAt(object, 'spec', 'type') === 'LoadBalancer'
    ? loadBalanced(object)
    : healthy;
}

function loadBalanced(object: KubeObject): Health {
  return listAt(object, 'status', 'loadBalancer', 'ingress').length > 0
    ? healthy
    : progressing();
}

function claim(object: KubeObject): Health {
  const phase = stringAt(object, 'status', 'phase');
  if (phase === 'Bound') {
    return healthy;
  }
  return phase === 'Lost' ? degraded() : progressing();
}
