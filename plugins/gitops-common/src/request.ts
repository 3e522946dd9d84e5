import { z } from 'zod';
import { operationTypeSchema, timestampSchema } from './vocabulary';

export const operationOptionsSchema = z.object({
  /** Deletes what is no longer in Git. */
  prune: z.boolean().default(false),
});
export type OperationOptions = z.infer<typeof operationOptionsSchema>;

/**
 * How something that was asked for in the portal stands. `Unknown`: the engine
 * was silent for so long that nobody waits any more.
 */
export const requestPhaseSchema = z.enum([
  'Requested',
  'Running',
  'Succeeded',
  'Failed',
  'Unknown',
]);
export type RequestPhase = z.infer<typeof requestPhaseSchema>;

/** Something that a person asked an engine for, in the portal. */
export const requestedOperationSchema = z.object({
  id: z.string(),
  applicationId: z.string(),
  type: operationTypeSchema,
  options: operationOptionsSchema,
  phase: requestPhaseSchema,
  /** The engine's words, or ours where it had none. */
  message: z.string().optional(),
  /** Entity ref of the person. */
  requestedBy: z.string(),
  requestedAt: timestampSchema,
  /** Null while it is not known how it ends. */
  finishedAt: timestampSchema.nullable(),
});
export type RequestedOperation = z.infer<typeof requestedOperationSchema>;
