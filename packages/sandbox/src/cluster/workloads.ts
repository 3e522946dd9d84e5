import { createHash } from 'node:crypto';
import { at, isObject, type JsonObject } from './json';
import { timestamp } from './object';
import type { KubeObject } from './types';

/** Who writes the status of workloads, as in a real cluster. */
export const WORKLOAD_MANAGER = 'kube-controller-manager';

const REVISION = 'deployment.kubernetes.io/revision';

interface Condition extends JsonObject {
  type: string;
  status: string;
  reason: string;
  message: string;
}

/** Whether an image is one that nobody can pull. */
export function neverStarts(spec: unknown): boolean {
  const containers = at(spec, 'template', 'spec', 'containers');
  if (!Array.isArray(containers)) return false;
  return containers.some(container => {
    const image = String(at(container, 'image') ?? '');
    const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1] ?? '';
    return /broken|does-not-exist/.test(tag);
  });
}

function replicasOf(spec: unknown): number {
  const replicas = at(spec, 'replicas');
  return typeof replicas === 'number' ? replicas : 1;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** Changes with the pod template, like a ReplicaSet's `pod-template-hash`. */
export function templateHash(spec: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(at(spec, 'template')) ?? '')
    .digest('hex')
    .slice(0, 10);
}

/** Keeps the times of a condition that says what it said. */
function timed(condition: Condition, status: unknown, now: string): JsonObject {
  const before = at(status, 'conditions');
  const old: unknown = Array.isArray(before)
    ? before.find(other => at(other, 'type') === condition.type)
    : undefined;
  const same = at(old, 'status') === condition.status;
  const unchanged =
    same &&
    at(old, 'reason') === condition.reason &&
    at(old, 'message') === condition.message;
  return {
    ...condition,
    lastTransitionTime: same ? at(old, 'lastTransitionTime') : now,
    lastUpdateTime: unchanged ? at(old, 'lastUpdateTime') : now,
  };
}

function available(yes: boolean): Condition {
  return yes
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progressing(
  state: 'done' | 'rolling' | 'stuck' | 'paused',
  replicaSet: string,
): Condition {
  const type = 'Progressing';
  switch (state) {
    case 'paused':
      return {
        type,
        status: 'Unknown',
        reason: 'DeploymentPaused',
        message: 'Deployment is paused',
      };
    case 'rolling':
      return {
        type,
        status: 'True',
        reason: 'ReplicaSetUpdated',
        message: `ReplicaSet "${replicaSet}" is progressing.`,
      };
    case 'stuck':
      return {
        type,
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `ReplicaSet "${replicaSet}" has timed out progressing.`,
      };
    default:
      return {
        type,
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: `ReplicaSet "${replicaSet}" has successfully progressed.`,
      };
  }
}

function counts(all: number, updated: number, ready: number): JsonObject {
  return {
    ...(all ? { replicas: all } : {}),
    ...(updated ? { updatedReplicas: updated } : {}),
    ...(ready ? { readyReplicas: ready, availableReplicas: ready } : {}),
  };
}

function deploymentStatus(
  { metadata, spec, status }: KubeObject,
  { rolledOut, settled }: { rolledOut: boolean; settled: boolean },
  now: string,
): JsonObject {
  const replicas = replicasOf(spec);
  const paused = at(spec, 'paused') === true;
  const stuck = !paused && neverStarts(spec);
  const running = count(at(status, 'replicas')) > 0;
  // While paused, what ran keeps running; nothing new is rolled out.
  const waits = paused && !rolledOut;
  const all = waits && !running ? 0 : replicas;
  const keepsRunning = count(at(status, 'readyReplicas')) > 0;
  let ready = stuck || (waits && !keepsRunning) ? 0 : all;
  let state: 'done' | 'rolling' | 'stuck' | 'paused' = 'done';
  if (paused) state = 'paused';
  else if (stuck) state = 'stuck';
  else if (!settled) {
    state = 'rolling';
    ready = Math.min(ready, count(at(status, 'readyReplicas')));
  }
  const replicaSet = `${metadata.name}-${templateHash(spec)}`;
  const missing = replicas - ready;
  return {
    observedGeneration: metadata.generation,
    ...counts(all, waits ? 0 : all, ready),
    ...(missing > 0 ? { unavailableReplicas: missing } : {}),
    terminatingReplicas: 0,
    conditions: [
      available(ready >= replicas),
      progressing(state, replicaSet),
    ].map(condition => timed(condition, status, now)),
  };
}

function statefulSetStatus({ metadata, spec }: KubeObject): JsonObject {
  const replicas = replicasOf(spec);
  const ready = neverStarts(spec) ? 0 : replicas;
  const revision = `${metadata.name}-${templateHash(spec)}`;
  return {
    observedGeneration: metadata.generation,
    replicas,
    ...counts(0, replicas, ready),
    availableReplicas: ready,
    currentReplicas: replicas,
    currentRevision: revision,
    updateRevision: revision,
    collisionCount: 0,
  };
}

/** Whether a rollout has begun that takes its time. */
export function isRolling(object: KubeObject): boolean {
  const conditions = at(object.status, 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(one => at(one, 'reason') === 'ReplicaSetUpdated')
  );
}

/**
 * In place of the controller manager and the nodes: what the status of a
 * workload becomes. A change for `status`, or undefined where the kind is none of
 * its business. Unless `settled`, new replicas of a Deployment are not ready yet.
 * An image whose tag contains `broken` or `does-not-exist` never starts.
 */
export function createWorkloads() {
  /** The pod template that runs, by the workload's uid. */
  const running = new Map<string, string>();

  return (object: KubeObject, time: Date, settled: boolean) => {
    const { uid = '' } = object.metadata;
    if (object.kind === 'StatefulSet') {
      const status = statefulSetStatus(object);
      return (copy: KubeObject) => {
        copy.status = status;
      };
    }
    if (object.kind !== 'Deployment' || !isObject(object.spec)) {
      return undefined;
    }
    const hash = templateHash(object.spec);
    const rolledOut = running.get(uid) === hash;
    const paused = at(object.spec, 'paused') === true;
    const status = deploymentStatus(
      object,
      { rolledOut, settled },
      timestamp(time),
    );
    const before = Number(object.metadata.annotations?.[REVISION] ?? 0);
    const rollsOut = !rolledOut && !paused;
    if (rollsOut) running.set(uid, hash);
    return (copy: KubeObject) => {
      copy.status = status;
      if (rollsOut) {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          [REVISION]: String(before + 1),
        };
      }
    };
  };
}
