import { z } from 'zod';
import {
  applicationSchema,
  Divergence,
  HealthStatus,
  SyncStatus,
  syncWindowSchema,
} from '@backstage-gitops/plugin-gitops-common';

/**
 * What is kept of an application: all that is answered but what others decide,
 * namely its instance (`stale`, `observedAt`), the time (`syncWindow`), the bindings, the configured
 * environment, alerts, and what a reader may do.
 */
export const applicationRecordSchema = applicationSchema
  .omit({
    environment: true,
    bindings: true,
    observedAt: true,
    stale: true,
    alert: true,
    requested: true,
    allowed: true,
    syncWindow: true,
  })
  .extend({ syncWindows: z.array(syncWindowSchema).default([]) });
export type ApplicationRecord = z.infer<typeof applicationRecordSchema>;

/** What is said of an application in three words. */
export interface StatusTriple {
  sync: SyncStatus;
  divergence: Divergence;
  health: HealthStatus;
}

/** What happened between one look and the next. */
export type TransitionEvent =
  | {
      type: 'statusChanged';
      applicationId: string;
      from: StatusTriple;
      to: StatusTriple;
    }
  | { type: 'driftOpened'; applicationId: string; incidentId: string }
  | { type: 'driftClosed'; applicationId: string; incidentId: string };

/** What `transition` must know beside what was seen. */
export interface TransitionContext {
  id: string;
  engine: ApplicationRecord['engine'];
  instance: string;
  /**
   * The instance was not watched just before `now` (first look, reconnected,
   * not reachable): what has changed may have done so at any time since.
   */
  gap: boolean;
}
