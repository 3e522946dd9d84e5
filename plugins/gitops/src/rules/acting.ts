import {
  Application,
  OperationType,
} from '@backstage-gitops/plugin-gitops-common';

export interface Offers {
  /** What stands on the button. */
  primary?: OperationType;
  /** What stands in the menu beside it. */
  others: OperationType[];
}

/** What is offered for an application: what its instance can do and what makes sense now. */
export function offersOf({
  allowed,
  paused,
}: Pick<Application, 'allowed' | 'paused'>): Offers {
  const can = (type: OperationType) =>
    allowed?.operations[type] !== undefined &&
    (type !== 'resume' || paused !== null) &&
    (type !== 'suspend' || paused === null);
  const order: OperationType[] = ['resume', 'sync', 'refresh', 'suspend'];
  const [primary, ...others] = order.filter(can);
  return { primary, others };
}

/**
 * Whether a person sees what it would do before it is asked for. What is resumed
 * catches up at once with all that came meanwhile.
 */
export function isLookedAtBefore(
  { sync }: Pick<Application, 'sync'>,
  type: OperationType,
): boolean {
  if (type === 'refresh') return false;
  return (
    type !== 'resume' || sync.divergence !== 'None' || sync.engineBehindGit
  );
}

/** Text keys of `act`, and what they need. */
export type ActionWords =
  | { key: 'refresh' | 'suspend' | 'resume' }
  | { key: 'sync' | 'syncUndo' | 'reconcile' | 'reconcileUndo' }
  | { key: 'syncCommits' | 'reconcileCommits'; count: number }
  | {
      key: 'syncTo' | 'reconcileTo';
      count: number;
      environment: string;
    };

/** What the button says it will do. */
export function actionWords(
  {
    engine,
    environment,
    drift,
    sync,
  }: Pick<Application, 'engine' | 'environment' | 'drift' | 'sync'>,
  type: OperationType,
): ActionWords {
  if (type !== 'sync') return { key: type };
  const verb = engine === 'flux' ? 'reconcile' : 'sync';
  // The parent's are not brought by a sync of its own.
  const count = (sync.pendingCommits ?? 0) - (sync.pendingInParent ?? 0);
  if (count > 0 && environment) {
    return { key: `${verb}To`, count, environment };
  }
  if (count > 0) return { key: `${verb}Commits`, count };
  return { key: drift ? `${verb}Undo` : verb };
}
