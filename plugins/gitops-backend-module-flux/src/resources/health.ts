import { HealthStatus } from '@backstage-gitops/plugin-gitops-common';
import { shorten } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';

const count = z.number().catch(0).default(0);
const words = z.string().catch('').default('');
const conditionSchema = z.object({
  type: z.string(),
  status: words,
  reason: words,
  message: words,
  observedGeneration: z.number().optional().catch(undefined),
});

const updateStrategySchema = z
  .object({
    type: words,
    rollingUpdate: z
      .object({ partition: z.number().catch(0).default(0) })
      .nullish()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);

/** What health is told by, of whatever kind. */
export const stateSchema = z.object({
  metadata: z.object({
    generation: z.number().optional(),
    deletionTimestamp: z.string().nullish(),
  }),
  spec: z
    .object({
      replicas: z.number().catch(1).default(1),
      paused: z.boolean().optional().catch(undefined),
      suspend: z.boolean().optional().catch(undefined),
      updateStrategy: updateStrategySchema,
    })
    .catch({ replicas: 1 })
    .default({ replicas: 1 }),
  status: z
    .object({
      observedGeneration: z.number().optional().catch(undefined),
      replicas: count,
      updatedReplicas: count,
      readyReplicas: count,
      availableReplicas: count,
      currentRevision: words,
      updateRevision: words,
      desiredNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
      phase: words,
      conditions: z.array(conditionSchema).catch([]).default([]),
      containerStatuses: z
        .array(
          z.object({
            state: z
              .object({
                waiting: z.object({ reason: words, message: words }).optional(),
              })
              .optional(),
          }),
        )
        .catch([])
        .default([]),
    })
    .optional()
    .catch(undefined),
});
type State = z.infer<typeof stateSchema>;
type Status = NonNullable<State['status']>;

export interface Health {
  status: HealthStatus;
  message?: string;
}

const HEALTHY: Health = { status: 'Healthy' };

function unwell(status: HealthStatus, message?: string): Health {
  return message ? { status, message: shorten(message, 500) } : { status };
}

function conditionOf({ conditions }: Status, type: string) {
  return conditions.find(each => each.type === type);
}

/** `1 of 3 are ready` where those are not all. */
function ready(have: number, want: number, what: string): Health {
  return have < want
    ? unwell('Progressing', `${have} of ${want} ${what}`)
    : HEALTHY;
}

function deployment({ spec }: State, status: Status): Health {
  if (spec.paused) return unwell('Suspended', 'Its rollout is paused');
  const progress = conditionOf(status, 'Progressing');
  if (progress?.reason === 'ProgressDeadlineExceeded') {
    return unwell('Degraded', progress.message);
  }
  const { replicas, updatedReplicas, availableReplicas } = status;
  if (updatedReplicas < spec.replicas || replicas > updatedReplicas) {
    return unwell(
      'Progressing',
      `${updatedReplicas} of ${spec.replicas} replicas are of the new version`,
    );
  }
  return ready(availableReplicas, spec.replicas, 'replicas are available');
}

/** New pods are made only where somebody takes the old ones away. */
function waitsForHands({ spec }: State): boolean {
  return spec.updateStrategy?.type === 'OnDelete';
}

function statefulSet(state: State, status: Status): Health {
  const { spec } = state;
  const { readyReplicas, updatedReplicas, currentRevision, updateRevision } =
    status;
  // Below the partition pods stay as they are.
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const wanted = Math.max(0, spec.replicas - partition);
  const isRolling = updateRevision !== currentRevision;
  if (isRolling && updatedReplicas < wanted && !waitsForHands(state)) {
    return unwell(
      'Progressing',
      `${updatedReplicas} of ${wanted} replicas are of the new version`,
    );
  }
  return ready(readyReplicas, spec.replicas, 'replicas are ready');
}

function daemonSet(state: State, status: Status): Health {
  const { desiredNumberScheduled: wanted, numberAvailable } = status;
  const { updatedNumberScheduled: updated } = status;
  if (updated < wanted && !waitsForHands(state)) {
    return unwell(
      'Progressing',
      `${updated} of ${wanted} nodes have the new version`,
    );
  }
  return ready(numberAvailable, wanted, 'nodes have it available');
}

function replicaSet({ spec }: State, status: Status): Health {
  const failure = conditionOf(status, 'ReplicaFailure');
  return failure?.status === 'True'
    ? unwell('Degraded', failure.message)
    : ready(status.availableReplicas, spec.replicas, 'replicas are available');
}

function job({ spec }: State, status: Status): Health {
  const failed = conditionOf(status, 'Failed');
  if (failed?.status === 'True') return unwell('Degraded', failed.message);
  if (conditionOf(status, 'Complete')?.status === 'True') return HEALTHY;
  return unwell(spec.suspend ? 'Suspended' : 'Progressing');
}

function pod(_: State, status: Status): Health {
  const stuck = status.containerStatuses
    .map(({ state }) => state?.waiting)
    .find(waiting => /^Err|Error$|BackOff$/.test(waiting?.reason ?? ''));
  if (stuck) return unwell('Degraded', stuck.message || stuck.reason);
  if (status.phase === 'Succeeded') return HEALTHY;
  if (status.phase === 'Failed') return unwell('Degraded');
  const isReady = conditionOf(status, 'Ready');
  return isReady?.status === 'True'
    ? HEALTHY
    : unwell('Progressing', isReady?.message);
}

/** By the condition that most controllers set, Flux's among them. */
function byConditions({ spec }: State, status: Status): Health | undefined {
  const isReady = conditionOf(status, 'Ready');
  if (!isReady) return undefined;
  if (spec.suspend) return unwell('Suspended');
  if (isReady.status === 'True') return HEALTHY;
  return isReady.status === 'False'
    ? unwell('Degraded', isReady.message)
    : unwell('Progressing', isReady.message);
}

const CHECKS: Record<string, (state: State, status: Status) => Health> = {
  'apps/Deployment': deployment,
  'apps/StatefulSet': statefulSet,
  'apps/DaemonSet': daemonSet,
  'apps/ReplicaSet': replicaSet,
  'batch/Job': job,
  '/Pod': pod,
  '/PersistentVolumeClaim': (_, { phase }) => {
    if (phase === 'Bound') return HEALTHY;
    return unwell(phase === 'Lost' ? 'Degraded' : 'Progressing');
  },
};

/** How an object is doing, by its own status; undefined where its kind tells nothing. */
export function healthOf(
  { group, kind }: { group: string; kind: string },
  state: State,
): Health | undefined {
  const { metadata, status } = state;
  if (metadata.deletionTimestamp) {
    return unwell('Progressing', 'It is being deleted');
  }
  const check = CHECKS[`${group}/${kind}`] ?? byConditions;
  if (!status)
    return check === byConditions ? undefined : unwell('Progressing');
  // Of Flux the one stays behind before the first success, the other while it is paused.
  const seen = [
    status.observedGeneration,
    conditionOf(status, 'Ready')?.observedGeneration,
  ].filter(each => each !== undefined);
  if (seen.length > 0 && Math.max(...seen) < (metadata.generation ?? 0)) {
    return unwell('Progressing', 'Its last change was not looked at yet');
  }
  return check(state, status);
}
