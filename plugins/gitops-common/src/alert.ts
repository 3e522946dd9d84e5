import { z } from 'zod';
import { acknowledgementSchema, driftSchema } from './application';
import { permittedSchema } from './allowed';
import { engineKindSchema, timestampSchema } from './vocabulary';

/**
 * How a drift ended. `agreed`: live state is as Git says again, not known by whose
 * doing. `controllerOnly`: what still differs is a controller's doing.
 */
export const alertEndSchema = z.enum([
  'synced',
  'agreed',
  'controllerOnly',
  'removed',
]);
export type AlertEnd = z.infer<typeof alertEndSchema>;

/** A drift incident that people are told of. */
export const alertSchema = z.object({
  /** Opaque; an incident that ends and comes back at once stays one alert. */
  id: z.string(),
  type: z.enum(['drift']),
  status: z.enum(['open', 'closed']),
  application: z.object({
    id: z.string(),
    engine: engineKindSchema,
    instance: z.string(),
    kind: z.string(),
    namespace: z.string(),
    name: z.string(),
    environment: z.string().nullable(),
  }),
  /** Entities of the application that the reader may see. */
  entityRefs: z.array(z.string()),
  /** As last seen while it was open. */
  drift: driftSchema,
  openedAt: timestampSchema,
  closedAt: timestampSchema.nullable(),
  /** How it ended, and by whom where that is known. */
  end: z.object({ how: alertEndSchema, by: z.string().optional() }).nullable(),
  acknowledged: acknowledgementSchema.nullable(),
  /** Whether the reader may acknowledge it. */
  mayAcknowledge: permittedSchema,
});
export type Alert = z.infer<typeof alertSchema>;

/** Body of `POST /alerts/{id}/acknowledge`. */
export const acknowledgeRequestSchema = z.object({
  note: z
    .string()
    .trim()
    .max(1000)
    .refine(text => !text.includes('\0'), 'may not contain NUL')
    .optional(),
});
export type AcknowledgeRequest = z.input<typeof acknowledgeRequestSchema>;

export const alertsSchema = z.object({
  items: z.array(alertSchema),
  totalItems: z.number().int(),
  nextCursor: z.string().optional(),
});
export type Alerts = z.infer<typeof alertsSchema>;

/** Topic on Backstage's event bus for `gitopsEventSchema`. */
export const GITOPS_EVENTS_TOPIC = 'gitops';

/** What others are told on the event bus; read the alert for the rest. */
export const gitopsEventSchema = z.object({
  type: z.enum(['drift.opened', 'drift.closed']),
  alertId: z.string(),
  applicationId: z.string(),
  application: z.string(),
  environment: z.string().nullable(),
  entityRefs: z.array(z.string()),
  at: timestampSchema,
});
export type GitopsEvent = z.infer<typeof gitopsEventSchema>;
