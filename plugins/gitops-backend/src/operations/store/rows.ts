import {
  operationOptionsSchema,
  OperationType,
  RequestedOperation,
  RequestPhase,
} from '@backstage-gitops/plugin-gitops-common';

export interface OperationRow {
  id: string;
  application_id: string;
  type: OperationType;
  options: string;
  phase: RequestPhase;
  message: string | null;
  requested_by: string;
  requested_at: string;
  finished_at: string | null;
  idempotency_key: string;
  deadline: string;
}

/** Of these `finished_at` is null. */
export const UNFINISHED: readonly RequestPhase[] = ['Requested', 'Running'];

export function toOperation(row: OperationRow): RequestedOperation {
  return {
    id: row.id,
    applicationId: row.application_id,
    type: row.type,
    options: operationOptionsSchema.parse(JSON.parse(row.options)),
    phase: row.phase,
    message: row.message ?? undefined,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
  };
}
