import { z } from 'zod';
import { commitRefSchema, initiatorSchema } from './application';
import { engineKindSchema, timestampSchema } from './vocabulary';

/** `Unknown`: it began, and nobody saw how it ended before something else came. */
export const syncPhaseSchema = z.enum([
  'Running',
  'Succeeded',
  'Failed',
  'Unknown',
]);
export type SyncPhase = z.infer<typeof syncPhaseSchema>;

/** The same again and again, as in an engine's interval, is one sync. */
export const repeatsSchema = z.object({
  /** All of them, the first included. */
  count: z.number().int().positive(),
  lastAt: timestampSchema,
});
export type Repeats = z.infer<typeof repeatsSchema>;

/** One run of an engine that changed revision, digest or outcome, or was asked for. */
export const syncSchema = z.object({
  id: z.string(),
  applicationId: z.string(),
  phase: syncPhaseSchema,
  /** Its revisions came to run: it succeeded, and was not of a part only. */
  deployed: z.boolean(),
  /** One per source; empty where the engine does not tell. */
  revisions: z.array(z.string()),
  /** The newest commit that touches the inputs, of the first revision of which it is known. */
  commit: commitRefSchema.nullable(),
  startedAt: timestampSchema.nullable(),
  /** Null also where only its beginning, or only that it was, is known. */
  finishedAt: timestampSchema.nullable(),
  repeats: repeatsSchema.nullable(),
  initiatedBy: initiatorSchema.nullable(),
  message: z.string().optional(),
  /** It was of an object of the same name that is no more. */
  former: z.boolean(),
});
export type Sync = z.infer<typeof syncSchema>;

/** A span in which nobody observed an instance: syncs that its engine forgot since are not known. */
export const unobservedSchema = z.object({
  engine: engineKindSchema,
  instance: z.string(),
  from: timestampSchema,
  /** Null while it lasts. */
  to: timestampSchema.nullable(),
});
export type Unobserved = z.infer<typeof unobservedSchema>;

/** `GET /applications/{id}/syncs` and `GET /entities/{kind}/{namespace}/{name}/syncs`, newest first. */
export const syncsSchema = z.object({
  items: z.array(syncSchema),
  /** Those that lie between the items, before the first, or after the last. */
  unobserved: z.array(unobservedSchema),
  nextCursor: z.string().optional(),
});
export type Syncs = z.infer<typeof syncsSchema>;
