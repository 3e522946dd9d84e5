import { z } from 'zod';
import {
  FIELD_MANAGER,
  FieldSet,
  MAX_NAMED_INPUTS,
  ManagedFieldsEntry,
  objectNameSchema,
  parseManagedFields,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';

/** What may be left out. No address, path or revision is longer. */
export const text = z
  .string()
  .transform(value => shorten(value, 4000))
  .nullish();
/** Files that are named; more than `MAX_NAMED_INPUTS` nobody names. */
export const paths = z
  .array(z.string().max(2000).catch(''))
  .catch([])
  .transform(all => all.slice(0, MAX_NAMED_INPUTS).filter(each => each !== ''))
  .optional();
/** Asks Flux to reconcile: an opaque token, which it repeats when it has. */
export const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';
/** A time, as the API server writes it. */
export const instant = z
  .string()
  .max(40)
  .refine(value => !Number.isNaN(Date.parse(value)));
const strings = z.record(z.string(), z.string()).nullish();

/** The whole object once more, which nobody asks for. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Of who wrote what only that which is asked for: what the portal wrote, and who
 * suspended it. The rest of thousands of applications takes more room than all else.
 */
function readWriters(managedFields: unknown): ManagedFieldsEntry[] {
  return parseManagedFields(managedFields).flatMap(entry => {
    const suspends = 'f:suspend' in (entry.fieldsV1['f:spec'] ?? {});
    if (!suspends && entry.manager !== FIELD_MANAGER) return [];
    const fieldsV1: FieldSet = suspends
      ? { 'f:spec': { 'f:suspend': {} } }
      : {};
    return [{ ...entry, fieldsV1 }];
  });
}

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
  annotations: strings
    .transform(all => {
      if (!all || !(LAST_APPLIED in all)) return all;
      const { [LAST_APPLIED]: _, ...others } = all;
      return others;
    })
    .optional(),
  deletionTimestamp: text,
  managedFields: z.unknown().optional().transform(readWriters),
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
