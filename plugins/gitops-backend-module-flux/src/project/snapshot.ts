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

/** The outcome of a reconciliation that Flux has nothing to say against. */
export const SUCCEEDED = 'ReconciliationSucceeded';

/**
 * Manifests that come back after others, as those of a reverted commit do, have
 * their old entry moved to the front: that is another sync than the first.
 * @param before - what ran last before it
 */
export function hasReturned(
  entry: Snapshot,
  before: Snapshot | undefined,
): boolean {
  return (
    before !== undefined &&
    Date.parse(before.lastReconciled) > Date.parse(entry.firstReconciled)
  );
}

/** Newest first; what cannot be read is left out. */
export const historySchema = z
  .array(z.unknown())
  .catch([])
  .transform((entries): Snapshot[] =>
    entries.flatMap(each => snapshotSchema.safeParse(each).data ?? []),
  );
