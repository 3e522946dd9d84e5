import { equal, isObject, type JsonObject } from './json';
import type { ResourceType } from './kinds';
import { parseObject } from './object';
import type { KubeObject, ObjectMeta } from './types';

export type Subresource = 'status' | 'scale';

const SERVER_METADATA = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
] as const;

/** An object without what names it and what only the server writes. */
export function bodyOf(object: KubeObject): JsonObject {
  const { apiVersion, kind, metadata, ...body } = object;
  const server = new Set<string>(SERVER_METADATA);
  const own = Object.entries(metadata).filter(
    ([key, value]) => !server.has(key) && value !== undefined,
  );
  return own.length > 0 ? { metadata: Object.fromEntries(own), ...body } : body;
}

/** The opposite of `bodyOf`. */
export function withBody(
  type: { apiVersion: string; kind: string },
  body: unknown,
  server: Pick<ObjectMeta, (typeof SERVER_METADATA)[number] & keyof ObjectMeta>,
): KubeObject {
  const { metadata, ...rest } = isObject(body) ? body : {};
  return parseObject({
    apiVersion: type.apiVersion,
    kind: type.kind,
    metadata: { ...(isObject(metadata) ? metadata : {}), ...server },
    ...rest,
  });
}

export function serverMetadata(metadata: ObjectMeta) {
  const { name, namespace, uid, resourceVersion, generation } = metadata;
  const { creationTimestamp, deletionTimestamp } = metadata;
  const { deletionGracePeriodSeconds, managedFields } = metadata;
  const all = {
    name,
    namespace,
    uid,
    resourceVersion,
    generation,
    creationTimestamp,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    managedFields,
  };
  for (const key of SERVER_METADATA) {
    if (key !== 'selfLink' && all[key] === undefined) delete all[key];
  }
  return all;
}

/**
 * What a write through this (sub)resource may say: of `next` only the part
 * that it is for, the rest as it was.
 */
export function writablePart(
  type: ResourceType,
  before: JsonObject,
  next: JsonObject,
  subresource?: Subresource,
): JsonObject {
  const part = (name: string, value: unknown) =>
    value === undefined ? {} : { [name]: value };
  if (subresource === 'status') {
    const { status: _, ...rest } = before;
    // Only built-in kinds take labels and annotations along with a status.
    const metadata = type.schema ? before.metadata : next.metadata;
    return {
      ...rest,
      ...part('metadata', metadata),
      ...part('status', next.status),
    };
  }
  if (subresource === 'scale') {
    const replicas = isObject(next.spec) ? next.spec.replicas : undefined;
    const spec = isObject(before.spec) ? before.spec : {};
    return { ...before, spec: { ...spec, replicas } };
  }
  if (!type.status) return next;
  const { status: _, ...rest } = next;
  return { ...rest, ...part('status', before.status) };
}

/** What an applied object says through this (sub)resource. */
export function configOf(
  type: ResourceType,
  body: JsonObject,
  subresource?: Subresource,
): JsonObject {
  if (subresource === 'status') {
    return body.status === undefined ? {} : { status: body.status };
  }
  if (!type.status) return body;
  const { status: _, ...config } = body;
  return config;
}

/** Whether the change counts in `metadata.generation`. */
export function countsAsGeneration(
  type: ResourceType,
  before: JsonObject,
  after: JsonObject,
): boolean {
  if (!type.generation) return false;
  const counted = ({ metadata, status, ...rest }: JsonObject): JsonObject =>
    type.status ? rest : { ...rest, status };
  if (!equal(counted(before), counted(after))) return true;
  // Deployments count a change of their annotations too.
  const annotations = ({ metadata }: JsonObject) =>
    isObject(metadata) ? metadata.annotations : undefined;
  return (
    type.kind === 'Deployment' &&
    !equal(annotations(before), annotations(after))
  );
}
