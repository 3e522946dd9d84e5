import { z } from 'zod';
import { timestampSchema } from './vocabulary';

/** A span, repeated by a schedule, in which an engine allows syncs or denies them. */
export const syncWindowSchema = z.object({
  kind: z.enum(['allow', 'deny']),
  /** Five fields of cron; when it opens. */
  schedule: z.string(),
  /** As the engine has it: `1h30m`. */
  duration: z.string(),
  /** IANA name; the engine's UTC where there is none. */
  timeZone: z.string().optional(),
  /** Lets through what a person asks for. */
  manualSync: z.boolean(),
});
export type SyncWindow = z.infer<typeof syncWindowSchema>;

/** More than anybody gives to one application; of as many as these there may be more. */
export const MAX_SYNC_WINDOWS = 20;

const syncWindowAnswerSchema = z.object({
  allowed: z.boolean(),
  /** When that changes; null where not within the next days, or not known. */
  until: timestampSchema.nullable(),
});
export type SyncWindowAnswer = z.infer<typeof syncWindowAnswerSchema>;

/** What its windows say of an application at the moment it is read. */
export const syncWindowStateSchema = z.object({
  /** Whether the engine may sync by itself. */
  automated: syncWindowAnswerSchema,
  /** Whether a person may have it synced. */
  manual: syncWindowAnswerSchema,
});
export type SyncWindowState = z.infer<typeof syncWindowStateSchema>;
