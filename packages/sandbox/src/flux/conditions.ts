/** A Kubernetes condition; times are RFC 3339 with seconds. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastTransitionTime: string;
  observedGeneration?: number;
}

type Mark = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** Flux lists these first, in this order; the rest follows by name. */
const FIRST = ['Stalled', 'Reconciling', 'Ready'];

function rank(type: string): number {
  const index = FIRST.indexOf(type);
  return index < 0 ? FIRST.length : index;
}

function byTypeAsFlux(a: Condition, b: Condition): number {
  return rank(a.type) - rank(b.type) || (a.type < b.type ? -1 : 1);
}

/** The way Kubernetes writes a time: whole seconds, UTC. */
export function kubeTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function findCondition(
  conditions: Condition[],
  type: string,
): Condition | undefined {
  return conditions.find(condition => condition.type === type);
}

/** The transition time moves with status, reason or message, not with the generation alone. */
export function withCondition(
  conditions: Condition[],
  mark: Mark,
  context: { now: Date; generation: number },
): Condition[] {
  const previous = findCondition(conditions, mark.type);
  const same =
    previous?.status === mark.status &&
    previous.reason === mark.reason &&
    previous.message === mark.message;
  const next: Condition = {
    lastTransitionTime: same
      ? previous.lastTransitionTime
      : kubeTime(context.now),
    message: mark.message,
    observedGeneration: context.generation,
    reason: mark.reason,
    status: mark.status,
    type: mark.type,
  };
  return [...withoutCondition(conditions, mark.type), next].sort(byTypeAsFlux);
}

export function withoutCondition(
  conditions: Condition[],
  ...types: string[]
): Condition[] {
  return conditions.filter(condition => !types.includes(condition.type));
}
