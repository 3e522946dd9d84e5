import { z } from 'zod/v4';
import { KubeObject } from '../cluster/types';

export type Readiness =
  | 'Current'
  | 'InProgress'
  | 'Failed'
  | 'Terminating'
  | 'NotFound';

const count = z.number().default(0);

const workload = z.object({
  spec: z
    .looseObject({ replicas: z.number().default(1) })
    .default({ replicas: 1 }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      readyReplicas: count,
      desiredNumberScheduled: count,
      numberReady: count,
      updatedNumberScheduled: count,
      phase: z.string().optional(),
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
          }),
        )
        .default([]),
    })
    .optional(),
});

type Workload = z.infer<typeof workload>;
type Status = NonNullable<Workload['status']>;

function holds(status: Status, type: string, value = 'True'): boolean {
  return status.conditions.some(
    condition => condition.type === type && condition.status === value,
  );
}

function when(ready: boolean): Readiness {
  return ready ? 'Current' : 'InProgress';
}

const RULES: Record<string, (status: Status, replicas: number) => Readiness> = {
  Deployment(status, replicas) {
    const exceeded = status.conditions.some(
      ({ type, reason }) =>
        type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
    );
    return exceeded
      ? 'Failed'
      : when(
          status.updatedReplicas >= replicas &&
            status.replicas <= status.updatedReplicas &&
            status.availableReplicas >= replicas &&
            status.readyReplicas >= replicas &&
            (replicas === 0 || holds(status, 'Available')),
        );
  },
  StatefulSet: (status, replicas) =>
    when(
      status.updatedReplicas >= replicas && status.readyReplicas >= replicas,
    ),
  ReplicaSet: (status, replicas) => when(status.readyReplicas >= replicas),
  DaemonSet: status =>
    when(
      status.updatedNumberScheduled >= status.desiredNumberScheduled &&
        status.numberReady >= status.desiredNumberScheduled,
    ),
  Job(status) {
    return holds(status, 'Failed') ? 'Failed' : when(holds(status, 'Complete'));
  },
  PersistentVolumeClaim: status => when(status.phase === 'Bound'),
};

/** How far an object is, by the rules that Flux's health checks use. */
export function readinessOf(object: KubeObject | undefined): Readiness {
  if (!object) {
    return 'NotFound';
  }
  if (object.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  const rule = RULES[object.kind];
  const parsed = workload.safeParse(object);
  if (!parsed.success || !parsed.data.status) {
    return when(!rule);
  }
  const { spec, status } = parsed.data;
  const { generation } = object.metadata;
  if (
    status.observedGeneration !== undefined &&
    status.observedGeneration !== generation
  ) {
    return 'InProgress';
  }
  if (holds(status, 'Stalled')) {
    return 'Failed';
  }
  if (rule) {
    return rule(status, spec.replicas);
  }
  return when(
    !holds(status, 'Reconciling') &&
      !holds(status, 'Ready', 'False') &&
      !holds(status, 'Ready', 'Unknown'),
  );
}
