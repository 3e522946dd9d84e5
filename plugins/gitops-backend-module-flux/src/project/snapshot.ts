import { z } from 'zod';
import { instant, text } from './object';

const snapshotSchema = z.object({
  /** Of the manifests that were built. */
  digest: z.string().max(200),
  firstReconciled: instant,
  lastReconciled: instant,
  lastReconciledDuration: text,
  /** The reason of the Ready condition that it led to. */
  lastReconciledStatus: z.string().max(200),
  totalReconciliations: z.number().int().positive(),
  metadata: z.object({ revision: text }).nullish(),
});

/** Reconciliations of the same manifests with the same outcome, as Flux remembers them. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Newest first; what cannot be read is left out. */
export const historySchema = z
  .array(z.unknown())
  .catch([])
  .transform((entries): Snapshot[] =>
    entries.flatMap(each => snapshotSchema.safeParse(each).data ?? []),
  );
