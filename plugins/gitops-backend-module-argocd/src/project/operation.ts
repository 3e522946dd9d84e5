import {
  Operation,
  operationPhaseSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './application';
import { initiatorOf, requestedByOf } from './operationInfo';

/**
 * The last or running operation. A dry run applies nothing and is none; a phase
 * we do not know is not guessed.
 */
export function projectOperation({
  status,
}: ArgocdApplication): Operation | null {
  const state = status?.operationState;
  const phase = operationPhaseSchema.safeParse(state?.phase);
  if (!state || !phase.success || state.operation?.sync?.dryRun) return null;
  return {
    phase: phase.data,
    message: state.message || undefined,
    startedAt: toTimestamp(state.startedAt ?? undefined),
    finishedAt: toTimestamp(state.finishedAt ?? undefined),
    initiatedBy: initiatorOf(
      state.operation?.initiatedBy,
      requestedByOf(state.operation),
    ),
  };
}
