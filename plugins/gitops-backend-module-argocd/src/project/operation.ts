import {
  Operation,
  operationPhaseSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { shorten, toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './application';
import { requestedByOf } from './operationInfo';

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
  const initiatedBy = state.operation?.initiatedBy;
  const person = requestedByOf(state.operation);
  return {
    phase: phase.data,
    message: state.message ? shorten(state.message, 2000) : undefined,
    startedAt: toTimestamp(state.startedAt ?? undefined),
    finishedAt: toTimestamp(state.finishedAt ?? undefined),
    initiatedBy:
      initiatedBy || person
        ? {
            // Of what the portal asks for, Argo CD knows only the portal's account.
            name: person ?? initiatedBy?.username ?? undefined,
            automated: initiatedBy?.automated ?? false,
          }
        : undefined,
  };
}
