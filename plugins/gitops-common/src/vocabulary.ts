import { z } from 'zod';

/** A kind of reconciler. */
export const engineKindSchema = z.enum(['argocd', 'flux', 'external']);
export type EngineKind = z.infer<typeof engineKindSchema>;

/** As the engine says; anything it says that is not in the list is `Unknown`. */
export const syncStatusSchema = z.enum(['Synced', 'OutOfSync', 'Unknown']);
export type SyncStatus = z.infer<typeof syncStatusSchema>;

/** Why live state is not what Git says, by evidence only. */
export const divergenceSchema = z.enum([
  'None',
  'Pending',
  'Drifted',
  'PendingAndDrifted',
  'Unknown',
]);
export type Divergence = z.infer<typeof divergenceSchema>;

export const healthStatusSchema = z.enum([
  'Healthy',
  'Progressing',
  'Degraded',
  'Suspended',
  'Missing',
  'Unknown',
]);
export type HealthStatus = z.infer<typeof healthStatusSchema>;

export const operationPhaseSchema = z.enum([
  'Running',
  'Terminating',
  'Succeeded',
  'Failed',
  'Error',
]);
export type OperationPhase = z.infer<typeof operationPhaseSchema>;

/** What can be asked of an engine in the portal; for Flux, `sync` reconciles the source and then the object. */
export const operationTypeSchema = z.enum([
  'sync',
  'refresh',
  'suspend',
  'resume',
]);
export type OperationType = z.infer<typeof operationTypeSchema>;

/** How the desired revision stands to the deployed one. */
export const revisionRelationSchema = z.enum([
  'same',
  'ahead',
  'behind',
  'diverged',
  'unreachable',
  'unknown',
]);
export type RevisionRelation = z.infer<typeof revisionRelationSchema>;

/** Who holds a drifted field. Only `person` lets anybody say "somebody". */
export const driftActorSchema = z.enum(['person', 'controller', 'unknown']);
export type DriftActor = z.infer<typeof driftActorSchema>;

/** ISO 8601, UTC. */
export const timestampSchema = z.iso.datetime();

/**
 * When something began. At first sight nobody knows how long it has been so:
 * then `atLeast` and the time it was first seen. `unknown` has no time.
 */
export const sinceSchema = z.object({
  at: timestampSchema.nullable(),
  precision: z.enum(['exact', 'atLeast', 'unknown']),
});
export type Since = z.infer<typeof sinceSchema>;
