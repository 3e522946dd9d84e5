import { z } from 'zod';
import { operationPermittedSchema, permittedSchema } from './allowed';
import { requestedOperationSchema } from './request';
import { resourceRefSchema } from './resource';
import { syncWindowStateSchema } from './syncWindow';
import {
  divergenceSchema,
  driftActorSchema,
  engineKindSchema,
  healthStatusSchema,
  operationPhaseSchema,
  operationTypeSchema,
  revisionRelationSchema,
  sinceSchema,
  syncStatusSchema,
  timestampSchema,
} from './vocabulary';

export const sourceSchema = z.object({
  type: z.enum(['git', 'helm', 'oci', 'bucket', 'unknown']),
  /** As the engine has it; a link only after `safeLink`. */
  repoUrl: z.string(),
  path: z.string().optional(),
  chart: z.string().optional(),
  targetRevision: z.string().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/** One field, or a whole resource when `path` is absent, that was changed on the cluster. */
export const driftedFieldSchema = z.object({
  resource: resourceRefSchema,
  change: z.enum(['changed', 'added', 'removed', 'resourceRemoved']),
  /** Dotted, e.g. `spec.template.spec.containers[web].image`. */
  path: z.string().optional(),
  /**
   * Shortened text; absent where not known, always for Secrets, in lists, and for
   * readers who may not inspect the application.
   */
  desired: z.string().optional(),
  live: z.string().optional(),
  manager: z.string().optional(),
  by: driftActorSchema,
  at: timestampSchema.optional(),
  /** When the engine had last applied the resource, where it tells. */
  appliedAt: timestampSchema.optional(),
});
export type DriftedField = z.infer<typeof driftedFieldSchema>;

export const driftSchema = z.object({
  incidentId: z.string(),
  since: sinceSchema,
  by: driftActorSchema,
  manager: z.string().optional(),
  /** At most `MAX_DRIFTED_FIELDS`; `total` counts all. */
  fields: z.array(driftedFieldSchema),
  total: z.number().int().nonnegative(),
});
export type Drift = z.infer<typeof driftSchema>;

export const MAX_DRIFTED_FIELDS = 20;

export const MAX_IMAGES = 50;

/** Who or what began a sync, as far as the engine tells. */
export const initiatorSchema = z.object({
  name: z.string().optional(),
  automated: z.boolean(),
});
export type Initiator = z.infer<typeof initiatorSchema>;

export const operationSchema = z.object({
  phase: operationPhaseSchema,
  message: z.string().optional(),
  startedAt: timestampSchema.optional(),
  finishedAt: timestampSchema.optional(),
  initiatedBy: initiatorSchema.optional(),
});
export type Operation = z.infer<typeof operationSchema>;

export const conditionSchema = z.object({
  type: z.string(),
  message: z.string(),
  since: timestampSchema.optional(),
});
export type Condition = z.infer<typeof conditionSchema>;

export const linkSchema = z.object({ title: z.string(), url: z.string() });
export type Link = z.infer<typeof linkSchema>;

export const commitRefSchema = z.object({
  sha: z.string(),
  subject: z.string(),
  author: z.string(),
  at: timestampSchema,
  url: z.string().nullable(),
});
export type CommitRef = z.infer<typeof commitRefSchema>;

export const applicationSyncSchema = z.object({
  status: syncStatusSchema,
  divergence: divergenceSchema,
  /** The engine's words where it could not compare, or ours where the cause is not known. */
  reason: z.string().optional(),
  /** The present divergence began then. */
  since: sinceSchema,
  /** False where the instance cannot tell drift while something is pending. */
  driftChecked: z.boolean(),
  /** What should run: as the engine has seen it, and as Git says now. One per source. */
  desired: z.object({
    engine: z.array(z.string()),
    git: z.array(z.string()),
  }),
  /** True while Git has input commits that the engine has not fetched. */
  engineBehindGit: z.boolean(),
  deployedRevisions: z.array(z.string()),
  /** Desired to deployed, with the commits on both sides where they can be counted. */
  relation: z.object({
    state: revisionRelationSchema,
    ahead: z.number().int().nullable(),
    behind: z.number().int().nullable(),
  }),
  /** Input commits that wait; null where it cannot be counted. */
  pendingCommits: z.number().int().nullable(),
  /**
   * Of these, those that only change the manifest which declares the application: the
   * parent applies them, no sync of the application itself does. Absent: none.
   */
  pendingInParent: z.number().int().optional(),
});
export type ApplicationSync = z.infer<typeof applicationSyncSchema>;

export const bindingSchema = z.object({
  entityRef: z.string(),
  /** Confirmed by the application's side, or only claimed by the entity. */
  confirmed: z.boolean(),
});
export type Binding = z.infer<typeof bindingSchema>;

/** Somebody has taken note of an alert. */
export const acknowledgementSchema = z.object({
  /** Entity ref of the person. */
  by: z.string(),
  at: timestampSchema,
  note: z.string().optional(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** An object of the engine in the same instance. */
export const objectRefSchema = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
});
export type ObjectRef = z.infer<typeof objectRefSchema>;

/** A kind that makes applications and is none itself. */
export const APPLICATION_SET = 'ApplicationSet';

export const applicationSchema = z.object({
  /** Opaque, URL-safe, stable. */
  id: z.string(),
  engine: engineKindSchema,
  /** `Application`, `Kustomization`, `HelmRelease`, … */
  kind: z.string(),
  instance: z.string(),
  namespace: z.string(),
  name: z.string(),
  uid: z.string().optional(),
  project: z.string().optional(),
  /** What applies the object itself: an app of apps, an ApplicationSet, a Kustomization. */
  parent: objectRefSchema.optional(),
  /** What applies the parent, where that is no application itself. */
  appliedBy: objectRefSchema.optional(),
  /** What has to be ready before it is reconciled. */
  dependsOn: z.array(objectRefSchema).default([]),
  environment: z.string().nullable(),
  destination: z.object({
    cluster: z.string().optional(),
    namespace: z.string().optional(),
  }),
  sources: z.array(sourceSchema),
  sync: applicationSyncSchema,
  deployedCommit: commitRefSchema.nullable(),
  drift: driftSchema.nullable(),
  health: z.object({
    status: healthStatusSchema,
    message: z.string().optional(),
    since: sinceSchema,
  }),
  operation: operationSchema.nullable(),
  paused: z
    .object({ by: z.string().optional(), since: sinceSchema })
    .nullable(),
  automation: z.object({
    enabled: z.boolean(),
    selfHeal: z.boolean(),
    prune: z.boolean(),
  }),
  conditions: z.array(conditionSchema),
  /** Null where it has no windows, and where the instance cannot tell. */
  syncWindow: syncWindowStateSchema.nullable().default(null),
  /** Container images that run, sorted; null where the engine does not tell. At most `MAX_IMAGES`. */
  images: z.array(z.string()).nullable().default(null),
  bindings: z.array(bindingSchema),
  links: z.array(linkSchema),
  /** What was asked for last in the portal, and how it stands. Left out of lists. */
  requested: requestedOperationSchema.nullable().optional(),
  /** The alert that is open for its drift. */
  alert: z
    .object({
      id: z.string(),
      openedAt: timestampSchema,
      acknowledged: acknowledgementSchema.nullable(),
      mayAcknowledge: permittedSchema.optional(),
    })
    .nullable(),
  /**
   * What the reader may do, as far as the instance can do it: ask for operations,
   * read resources and differences. Left out of lists.
   */
  allowed: z
    .object({
      operations: z.partialRecord(
        operationTypeSchema,
        operationPermittedSchema,
      ),
      resources: permittedSchema.optional(),
      diff: permittedSchema.optional(),
    })
    .optional(),
  /** The instance's last sign of life: until then all of this is known to hold. */
  observedAt: timestampSchema,
  /** The instance cannot be reached now. */
  stale: z.boolean(),
});
export type Application = z.infer<typeof applicationSchema>;
