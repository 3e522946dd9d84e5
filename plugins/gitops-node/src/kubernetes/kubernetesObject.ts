import { NoAnswerError } from '../streams/openRequest';
import {
  getJson,
  KubernetesClient,
  KubernetesError,
  patchObject,
} from './KubernetesClient';
import { groupOf, objectPath, ResourceType } from './resourceTypes';

/** One object of a cluster. */
export interface KubernetesObjectRef {
  type: ResourceType;
  namespace: string;
  name: string;
}

/** What people call it: `Kustomization flux-system/apps`. */
export function nameOfObject({
  type,
  namespace,
  name,
}: KubernetesObjectRef): string {
  return `${type.kind} ${namespace}/${name}`;
}

/** @throws Error with a sentence for the person */
export async function getObject(
  client: KubernetesClient,
  ref: KubernetesObjectRef,
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
export async function changeObject(
  client: KubernetesClient,
  ref: KubernetesObjectRef,
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
export class ObjectAbsentError extends Error {
  name = 'ObjectAbsentError';
}

/** What went wrong, as far as more can be said of it than the answer does. */
function inWords(
  error: unknown,
  who: string,
  ref: KubernetesObjectRef,
): unknown {
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
    return new ObjectAbsentError(`${who} does not have ${nameOfObject(ref)}`);
  }
  // A time-out, in the cluster or before it, may come after the change.
  if (status >= 500) return new NoAnswerError(error.message);
  if (status === 409) {
    return new Error(
      `${nameOfObject(ref)} was being changed at the same moment; try again`,
    );
  }
  return error;
}
