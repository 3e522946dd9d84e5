import { z } from 'zod';
import {
  ManagedFieldsEntry,
  objectNameSchema,
  parseManagedFields,
} from '@backstage-gitops/plugin-gitops-node';

/** What may be left out. */
export const text = z.string().nullish();
/** A time, as the API server writes it. */
export const instant = z
  .string()
  .max(40)
  .refine(value => !Number.isNaN(Date.parse(value)));
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

/** What every kind of application has in its spec. */
export const commonSpecSchema = z.object({
  suspend: z.boolean().nullish(),
  targetNamespace: text,
  kubeConfig: z.unknown().optional(),
  /** Others of the same kind; in its own namespace where none is given. */
  dependsOn: z
    .array(z.object({ name: z.string().max(253), namespace: text }))
    .catch([])
    .optional(),
});

/** What every kind of application has in its status. */
export const commonStatusSchema = z.object({
  conditions: z.array(conditionSchema).nullish(),
  lastHandledReconcileAt: text,
  inventory: z
    .object({
      entries: z.array(z.object({ id: z.string(), v: z.string() })).nullish(),
    })
    .nullish(),
});

/** What is read alike of every object that Flux reconciles. */
export interface FluxObject {
  metadata: z.infer<typeof metadataSchema>;
  spec?: z.infer<typeof commonSpecSchema> | null;
  status?: z.infer<typeof commonStatusSchema> | null;
}

export function findCondition(
  from: { status?: { conditions?: FluxCondition[] | null } | null } | undefined,
  type: string,
): FluxCondition | undefined {
  return from?.status?.conditions?.find(each => each.type === type);
}
