import { z } from 'zod';
import {
  ManagedFieldsEntry,
  objectNameSchema,
  parseManagedFields,
} from '@backstage-gitops/plugin-gitops-node';

const text = z.string().nullish();
const strings = z.record(z.string(), z.string()).nullish();

export const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastTransitionTime: text,
  observedGeneration: z.number().nullish(),
});
export type FluxCondition = z.infer<typeof conditionSchema>;

export const metadataSchema = z.object({
  name: objectNameSchema,
  namespace: objectNameSchema.or(z.literal('')).default(''),
  uid: text,
  generation: z.number().nullish(),
  labels: strings,
  annotations: strings,
  deletionTimestamp: text,
  managedFields: z
    .unknown()
    .optional()
    .transform((value): ManagedFieldsEntry[] => parseManagedFields(value)),
});

const specSchema = z.object({
  path: text,
  prune: z.boolean().nullish(),
  suspend: z.boolean().nullish(),
  targetNamespace: text,
  sourceRef: z
    .object({ kind: z.string(), name: z.string(), namespace: text })
    .nullish(),
  kubeConfig: z.unknown().optional(),
});

const statusSchema = z.object({
  conditions: z.array(conditionSchema).nullish(),
  observedGeneration: z.number().nullish(),
  lastAppliedRevision: text,
  lastAttemptedRevision: text,
  inventory: z
    .object({
      entries: z.array(z.object({ id: z.string(), v: z.string() })).nullish(),
    })
    .nullish(),
});

const kustomizationSchema = z.object({
  metadata: metadataSchema,
  spec: specSchema.nullish(),
  status: statusSchema.nullish(),
});

/** What is read of a Flux Kustomization. */
export type Kustomization = z.infer<typeof kustomizationSchema>;

/**
 * Reads a Kustomization. One whose spec or status has an unexpected shape is
 * read as one without.
 * @returns undefined where it has not even a name
 */
export function parseKustomization(value: unknown): Kustomization | undefined {
  const whole = kustomizationSchema.safeParse(value);
  if (whole.success) return whole.data;
  return z.object({ metadata: metadataSchema }).safeParse(value).data;
}

export function findCondition(
  from: { status?: { conditions?: FluxCondition[] | null } | null } | undefined,
  type: string,
): FluxCondition | undefined {
  return from?.status?.conditions?.find(each => each.type === type);
}
