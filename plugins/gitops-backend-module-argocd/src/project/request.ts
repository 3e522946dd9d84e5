import {
  OperationPhase,
  operationPhaseSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './application';
import { requestIdOf } from './operationInfo';

type RequestPhase = NonNullable<ObservedApplication['request']>['phase'];

const PHASES: Record<OperationPhase, RequestPhase> = {
  Running: 'Running',
  Terminating: 'Running',
  Succeeded: 'Succeeded',
  Failed: 'Failed',
  Error: 'Failed',
};

/**
 * How the portal's request stands that the last operation carries out, or the
 * one that Argo CD has not begun yet.
 */
export function projectRequest({
  operation,
  status,
}: ArgocdApplication): ObservedApplication['request'] {
  const state = status?.operationState;
  const id = requestIdOf(state?.operation);
  const waiting = requestIdOf(operation);
  if (waiting && waiting !== id) return { id: waiting, phase: 'Running' };
  const phase = operationPhaseSchema.safeParse(state?.phase);
  if (!id || !phase.success || state?.operation?.sync?.dryRun) return null;
  return {
    id,
    phase: PHASES[phase.data],
    message: state?.message || undefined,
  };
}
