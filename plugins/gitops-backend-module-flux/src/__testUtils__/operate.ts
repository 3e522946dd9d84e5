import { OperationCall } from '@backstage-gitops/plugin-gitops-node';
import { mergePatched } from './mergePatched';

export const PERSON = 'user:default/robin';

/** `operation-1`, asked for by a person. */
export function callOf(type: OperationCall['type']): OperationCall {
  return {
    id: 'operation-1',
    type,
    options: { prune: false },
    requestedBy: PERSON,
  };
}

/** A source as Flux leaves it after it has handled the request of this token. */
export function handled(
  source: unknown,
  token = 'operation-1',
  status = 'True',
  message = 'stored artifact',
): unknown {
  const reason = status === 'True' ? 'Succeeded' : 'FetchFailed';
  return mergePatched(source, {
    status: {
      lastHandledReconcileAt: token,
      conditions: [{ type: 'Ready', status, reason, message }],
    },
  });
}
