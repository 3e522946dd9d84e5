import {
  getJson,
  KubernetesClient,
  KubernetesError,
  NoAnswerError,
  patchObject,
} from '@backstage-gitops/plugin-gitops-node';
import { groupOf, objectPath, ResourceType } from '../clusters/resourceTypes';

/** One of Flux's own objects. */
export interface FluxObjectRef {
  type: ResourceType;
  namespace: string;
  name: string;
}

/** What people call it: `Kustomization flux-system/apps`. */
export function nameOf({ type, namespace, name }: FluxObjectRef): string {
  return `${type.kind} ${namespace}/${name}`;
}

/** @throws Error with a sentence for the person */
export async function getFluxObject(
  client: KubernetesClient,
  ref: FluxObjectRef,
  options: { signal: AbortSignal },
): Promise<unknown> {
  try {
    return await getJson(client, objectPath(ref.type, ref), options);
  } catch (error) {
    throw inWords(error, client.who, ref);
  }
}

/**
 * Changes these fields; null takes one away.
 * @throws Error with a sentence for the person
 */
export async function patchFluxObject(
  client: KubernetesClient,
  ref: FluxObjectRef,
  patch: Record<string, unknown>,
  options: { signal: AbortSignal },
): Promise<void> {
  try {
    await patchObject(client, objectPath(ref.type, ref), patch, options);
  } catch (error) {
    throw inWords(error, client.who, ref);
  }
}

/** It is not on the cluster. */
export class FluxObjectAbsentError extends Error {
  name = 'FluxObjectAbsentError';
}

/** What went wrong, as far as more can be said of it than the answer does. */
function inWords(error: unknown, who: string, ref: FluxObjectRef): unknown {
  if (!(error instanceof KubernetesError)) return error;
  const { status, words, isFromBetween } = error;
  if (isFromBetween) {
    const message = `${who} could not be asked: Backstage's Kubernetes backend answered with status ${status}: ${words}`;
    // What went wrong between there and the cluster may have done so on the way back.
    return status >= 500 ? new NoAnswerError(message) : new Error(message);
  }
  const [, verb] = /cannot (\w+) resource/.exec(words) ?? [];
  if (status === 403 && verb) {
    const { type, namespace } = ref;
    return new Error(
      `${who} does not allow this: the account that the portal has there lacks the right to ${verb} ${
        type.plural
      }.${groupOf(type)} in namespace ${namespace}`,
    );
  }
  if (status === 404) {
    return new FluxObjectAbsentError(`${who} does not have ${nameOf(ref)}`);
  }
  // A time-out, in the cluster or before it, may come after the change.
  if (status >= 500) return new NoAnswerError(error.message);
  if (status === 409) {
    return new Error(
      `${nameOf(ref)} was being changed at the same moment; try again`,
    );
  }
  return error;
}
