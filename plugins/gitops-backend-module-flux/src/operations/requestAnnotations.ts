import {
  REQUEST_ID,
  REQUESTED_BY,
} from '@backstage-gitops/plugin-gitops-common';
import { OperationCall } from '@backstage-gitops/plugin-gitops-node';
import { REQUESTED_AT } from '../project/object';

/** Who asked, and for which operation. */
export function requestAnnotations({
  id,
  requestedBy,
}: OperationCall): Record<string, string> {
  return { [REQUESTED_BY]: requestedBy, [REQUEST_ID]: id };
}

/** Has a controller of Flux reconcile the object; it reports the id when it has. */
export function reconcilePatch(call: OperationCall): Record<string, unknown> {
  return {
    metadata: {
      annotations: { ...requestAnnotations(call), [REQUESTED_AT]: call.id },
    },
  };
}
