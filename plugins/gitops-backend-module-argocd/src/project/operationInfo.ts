import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  Initiator,
  REQUESTED_BY,
  REQUEST_ID,
} from '@backstage-gitops/plugin-gitops-common';
import { ArgocdInitiator, ArgocdOperation } from './application';

/** Longer is none of ours. */
const MAX_LENGTH = 500;

type Operation = ArgocdOperation | null | undefined;

function valueOf(operation: Operation, name: string): string | undefined {
  const value = operation?.info?.find(each => each.name === name)?.value;
  return value && value.length <= MAX_LENGTH ? value : undefined;
}

/** The portal's request that an operation carries out. */
export function requestIdOf(operation: Operation): string | undefined {
  return valueOf(operation, REQUEST_ID);
}

/** Entity ref of the person who asked for it in the portal; anything else is ignored. */
export function requestedByOf(operation: Operation): string | undefined {
  const text = valueOf(operation, REQUESTED_BY);
  if (!text) return undefined;
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    return undefined;
  }
}

/**
 * Who or what began it; Argo CD knows of what the portal asks for only the
 * portal's account, and leaves an empty object where it knows nothing.
 */
export function initiatorOf(
  initiatedBy: ArgocdInitiator | null | undefined,
  person?: string,
): Initiator | undefined {
  const name = person ?? (initiatedBy?.username || undefined);
  const automated = initiatedBy?.automated ?? false;
  return name || automated ? { name, automated } : undefined;
}
