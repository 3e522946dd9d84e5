import {
  Initiator,
  REQUEST_ID,
  REQUESTED_BY,
} from '@backstage-gitops/plugin-gitops-common';
import {
  FIELD_MANAGER,
  ObservedApplication,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';
import { findCondition, FluxObject, REQUESTED_AT } from './object';

interface PortalRequest {
  id: string;
  by: string;
  /** Nobody has asked for a reconciliation since. */
  isNewest: boolean;
  isHandled: boolean;
}

function portalRequest({
  metadata,
  status,
}: FluxObject): PortalRequest | undefined {
  const annotations = metadata.annotations ?? {};
  const id = annotations[REQUEST_ID];
  const by = annotations[REQUESTED_BY];
  const token = annotations[REQUESTED_AT];
  if (!id || !by || !token) return undefined;
  return {
    id: shorten(id, 200),
    by: shorten(by, 200),
    isNewest: token === id,
    // Whoever asked since is answered by a run that came after this request, too.
    isHandled: status?.lastHandledReconcileAt === token,
  };
}

/**
 * How what was asked for in the portal stands. Flux keeps no outcome of a request,
 * only that it has seen it: the outcome is that of the last run since.
 */
export function projectRequest(
  object: FluxObject,
  isAtWork: boolean,
): ObservedApplication['request'] {
  const request = portalRequest(object);
  // A suspended one repeats the token, too, and does nothing.
  if (!request || object.spec?.suspend) return null;
  const { id, isHandled } = request;
  const ready = findCondition(object, 'Ready');
  const isOver = isHandled && !isAtWork && ready !== undefined;
  if (!isOver || ready.status === 'Unknown') return { id, phase: 'Running' };
  return {
    id,
    phase: ready.status === 'True' ? 'Succeeded' : 'Failed',
    message: shorten(ready.message || ready.reason, 2000),
  };
}

/** When the portal last wrote what it asks for. */
function askedAt({ metadata }: FluxObject): string | undefined {
  return metadata.managedFields.find(
    ({ manager, operation, subresource }) =>
      manager === FIELD_MANAGER && operation === 'Update' && !subresource,
  )?.time;
}

/**
 * Who had a run begin that is over; undefined where that is not certain: it must be
 * the first one since they asked.
 * @param run - when it was, and when the one before it was (`after`), both ISO 8601
 */
export function initiatorOfRun(
  object: FluxObject,
  run: { at: string; after: string | undefined },
): Initiator | undefined {
  if (!object.metadata.annotations?.[REQUESTED_AT]) return { automated: true };
  const request = portalRequest(object);
  const asked = askedAt(object);
  if (!asked || !request?.isNewest || !request.isHandled) return undefined;
  const isFirst =
    Date.parse(run.at) >= Date.parse(asked) &&
    !(run.after && Date.parse(run.after) > Date.parse(asked));
  return isFirst ? { name: request.by, automated: false } : undefined;
}

/**
 * Who had the run under way, or the last one, begin. Nobody is named where that
 * is not certain: a run is theirs when it began after they asked, and before Flux
 * has repeated the token.
 */
export function projectInitiator(object: FluxObject): Initiator | undefined {
  const request = portalRequest(object);
  if (!request?.isNewest) return { automated: true };
  // From then on each run, also of Flux's own accord, looks the same.
  if (request.isHandled) return undefined;
  const asked = askedAt(object);
  const ready = findCondition(object, 'Ready');
  const began = ready?.status === 'Unknown' ? ready.lastTransitionTime : null;
  return asked && began && Date.parse(began) >= Date.parse(asked)
    ? { name: request.by, automated: false }
    : { automated: true };
}
