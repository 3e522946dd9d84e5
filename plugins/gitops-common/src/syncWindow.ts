import { z } from 'zod';
import { timestampSchema } from './vocabulary';

/** A span, repeated by a schedule, in which an engine allows syncs or denies them. */
export const syncWindowSchema = z.object({
  kind: z.enum(['allow', 'deny']),
  /** Five fields of cron, or a word such as `@daily`; when it opens. */
  schedule: z.string(),
  /** As the engine has it: `1h30m`. */
  duration: z.string(),
  /** IANA name; the engine's UTC where there is none. */
  timeZone: z.string().optional(),
  /** Lets through what a person asks for. */
  manualSync: z.boolean(),
});
export type SyncWindow = z.infer<typeof syncWindowSchema>;

/** More than anybody gives to one application. */
export const MAX_SYNC_WINDOWS = 20;

/** What its windows say of an application at the moment it is read. */
export const syncWindowStateSchema = z.object({
  /** The engine may sync by itself. */
  automated: z.boolean(),
  /** A person may have it synced. */
  manual: z.boolean(),
  /** When either of them changes next; null where not within the next days, or not known. */
  until: timestampSchema.nullable(),
});
export type SyncWindowState = z.infer<typeof syncWindowStateSchema>;
