import { z } from 'zod';
import {
  commonSpecSchema,
  commonStatusSchema,
  metadataSchema,
  paths,
  text,
} from './object';
import { historySchema } from './snapshot';

const specSchema = commonSpecSchema.extend({
  path: text,
  /** Relative to the path. */
  components: paths,
  prune: z.boolean().nullish(),
  sourceRef: z
    .object({ kind: z.string(), name: z.string(), namespace: text })
    .nullish(),
});

const statusSchema = commonStatusSchema.extend({
  observedGeneration: z.number().nullish(),
  lastAppliedRevision: text,
  lastAttemptedRevision: text,
  history: historySchema.optional(),
});

const kustomizationSchema = z.object({
  metadata: metadataSchema,
  spec: specSchema.nullish(),
  status: statusSchema.nullish(),
});

/** What is read of a Flux Kustomization. */
export type Kustomization = z.infer<typeof kustomizationSchema>;

/** What Flux tries with it, and as what it remembers that; see `Look`. */
export function attemptOfKustomization({
  metadata,
  status,
}: Kustomization): string {
  const newest = status?.history?.[0];
  return JSON.stringify([
    metadata.generation,
    status?.lastAttemptedRevision,
    newest?.digest,
    newest?.lastReconciledStatus,
    newest?.firstReconciled,
  ]);
}

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
