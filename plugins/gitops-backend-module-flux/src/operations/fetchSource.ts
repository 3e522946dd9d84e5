import { setTimeout as delay } from 'node:timers/promises';
import {
  changeObject,
  findGroup,
  getObject,
  KubernetesClient,
  KubernetesObjectRef,
  nameOfObject,
  ObjectAbsentError,
  objectNameSchema,
  OperationCall,
} from '@backstage-gitops/plugin-gitops-node';
import { SOURCE_GROUP } from '../groups';
import { findCondition, FluxCondition, REQUESTED_AT } from '../project/object';
import {
  FluxSource,
  originOf,
  parseSource,
  SOURCE_KINDS,
  SourceRef,
} from '../project/source';
import { reconcilePatch } from './requestAnnotations';

/** How long Flux is waited for. */
export interface SourceTiming {
  lookEveryMs: number;
  patienceMs: number;
}

export const SOURCE_TIMING: SourceTiming = {
  lookEveryMs: 1_000,
  patienceMs: 60_000,
};

/** The source as it is now; undefined where there is none that Flux could be asked to fetch. */
async function findSource(
  client: KubernetesClient,
  { kind, namespace, name }: SourceRef,
  signal: AbortSignal,
): Promise<{ ref: KubernetesObjectRef; source: FluxSource } | undefined> {
  const isName = (text: string) => objectNameSchema.safeParse(text).success;
  if (!SOURCE_KINDS.includes(kind) || !isName(namespace) || !isName(name)) {
    return undefined;
  }
  const type = (await findGroup(client, SOURCE_GROUP, signal)).get(kind);
  if (!type) return undefined;
  const ref = { type, namespace, name };
  try {
    const source = parseSource(await getObject(client, ref, { signal }));
    // Of an OCI registry nothing is fetched in advance.
    const isStill = source?.spec?.suspend || source?.spec?.type === 'oci';
    return source && !isStill ? { ref, source } : undefined;
  } catch (error) {
    if (error instanceof ObjectAbsentError) return undefined;
    throw error;
  }
}

/** @returns the source's Ready condition once Flux has handled the request; undefined after all patience */
async function untilHandled(
  client: KubernetesClient,
  ref: KubernetesObjectRef,
  { signal, timing }: { signal: AbortSignal; timing: SourceTiming },
): Promise<FluxCondition | undefined> {
  const deadline = Date.now() + timing.patienceMs;
  for (;;) {
    const source = parseSource(await getObject(client, ref, { signal }));
    const ready = findCondition(source, 'Ready');
    // Ours, or that of somebody who asked since, for another of its applications.
    const token = source?.metadata.annotations?.[REQUESTED_AT];
    const isHandled = source?.status?.lastHandledReconcileAt === token;
    if (token && isHandled && ready && ready.status !== 'Unknown') return ready;
    if (Date.now() >= deadline) return undefined;
    await delay(timing.lookEveryMs, undefined, { signal });
  }
}

/**
 * Has Flux fetch a source, after what that is itself taken from, and waits until it
 * has. One that is not there or suspended is passed over: Flux says itself what it
 * does without.
 * @returns why it could not be fetched, in a sentence; undefined where all is well
 * @throws Error with a sentence where the cluster refuses or cannot be reached
 */
export async function fetchSource(
  client: KubernetesClient,
  sourceRef: SourceRef | undefined,
  call: OperationCall,
  options: { signal: AbortSignal; timing: SourceTiming },
): Promise<string | undefined> {
  const { signal, timing } = options;
  const found = sourceRef && (await findSource(client, sourceRef, signal));
  if (!found) return undefined;
  const { ref, source } = found;
  const failure = await fetchSource(client, originOf(source), call, options);
  if (failure !== undefined) return failure;
  // Whoever makes it looks at no request.
  if (ref.type.kind === 'ExternalArtifact') return undefined;
  await changeObject(client, ref, reconcilePatch(call), { signal });
  const ready = await untilHandled(client, ref, options);
  if (!ready) {
    return `Flux did not look at ${nameOfObject(ref)} within ${
      timing.patienceMs / 1000
    } s; it was not asked to apply anything`;
  }
  return ready.status === 'False'
    ? `Flux cannot fetch ${nameOfObject(ref)}: ${ready.message || ready.reason}`
    : undefined;
}
