import { z } from 'zod';
import {
  ManagedFieldsEntry,
  parseManagedFields,
} from '@backstage-gitops/plugin-gitops-node';

const liveObjectSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
    uid: z.string().default(''),
    annotations: z.record(z.string(), z.string()).nullish(),
    managedFields: z
      .unknown()
      .optional()
      .transform((value): ManagedFieldsEntry[] => parseManagedFields(value)),
  }),
});

/** An object as the cluster has it, whole or only its metadata. */
export type LiveObject = z.infer<typeof liveObjectSchema>;

/** @returns undefined where it is no object with a name */
export function parseLiveObject(value: unknown): LiveObject | undefined {
  return liveObjectSchema.safeParse(value).data;
}
