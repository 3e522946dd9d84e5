import { z } from 'zod';

/** `fieldsV1`: keys are `f:name`, `k:{…}`, `v:…` and `.`; a leaf is an empty object. */
export interface FieldSet {
  [key: string]: FieldSet;
}

const fieldSetSchema: z.ZodType<FieldSet> = z.lazy(() =>
  z.record(z.string(), fieldSetSchema),
);

const entrySchema = z.object({
  manager: z.string().default(''),
  operation: z.string().default(''),
  subresource: z.string().optional(),
  /** Absent where a subresource such as `scale` was written through. */
  time: z.string().optional(),
  fieldsV1: fieldSetSchema.default({}),
});

/** One entry of `metadata.managedFields`: who owns which fields, and since when. */
export type ManagedFieldsEntry = z.infer<typeof entrySchema>;

/** Reads `metadata.managedFields`; entries that are not readable are left out. */
export function parseManagedFields(value: unknown): ManagedFieldsEntry[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap(entry => {
    const parsed = entrySchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
