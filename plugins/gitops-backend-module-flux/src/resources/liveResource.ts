import {
  ManagedResource,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';
import { shorten, toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { healthOf, stateSchema } from './health';

const MAX_IMAGES = 20;

const containersSchema = z
  .array(z.object({ image: z.string() }))
  .catch([])
  .default([]);
const podSpecSchema = z
  .object({ containers: containersSchema, initContainers: containersSchema })
  .optional()
  .catch(undefined);
const templateSchema = z.object({ spec: podSpecSchema }).optional();

const liveSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    creationTimestamp: z.string().nullish(),
    ownerReferences: z
      .array(z.object({ uid: z.string() }))
      .nullish()
      .catch([]),
  }),
  spec: z
    .object({
      template: templateSchema,
      jobTemplate: z
        .object({ spec: z.object({ template: templateSchema }).optional() })
        .optional(),
    })
    .optional()
    .catch(undefined),
});

/** What is kept of an object of a cluster. */
export interface LiveResource {
  ref: ResourceRef;
  uid: string;
  owners: string[];
  /** It is kept for a rollback, and runs nothing. */
  isIdle: boolean;
  state: Pick<ManagedResource, 'health' | 'message' | 'images' | 'createdAt'>;
}

function imagesOf(kind: string, object: unknown): string[] | undefined {
  const { data } = liveSchema.safeParse(object);
  const pod =
    kind === 'Pod'
      ? z.object({ spec: podSpecSchema }).safeParse(object).data?.spec
      : (data?.spec?.jobTemplate?.spec?.template ?? data?.spec?.template)?.spec;
  if (!pod) return undefined;
  const images = [...pod.initContainers, ...pod.containers].map(({ image }) =>
    shorten(image, 500),
  );
  return [...new Set(images)].slice(0, MAX_IMAGES);
}

/** @returns undefined where it is no object with a name */
export function parseLiveResource(
  { group, kind }: { group: string; kind: string },
  object: unknown,
): LiveResource | undefined {
  const { data } = liveSchema.safeParse(object);
  if (!data) return undefined;
  const { name, namespace, uid, creationTimestamp, ownerReferences } =
    data.metadata;
  const { data: state } = stateSchema.safeParse(object);
  const health = state && healthOf({ group, kind }, state);
  return {
    ref: { group, kind, namespace, name },
    uid,
    owners: (ownerReferences ?? []).map(owner => owner.uid),
    isIdle:
      kind === 'ReplicaSet' &&
      state?.spec.replicas === 0 &&
      !state.status?.replicas,
    state: {
      health: health?.status,
      message: health?.message,
      images: imagesOf(kind, object),
      createdAt: toTimestamp(creationTimestamp ?? undefined),
    },
  };
}
