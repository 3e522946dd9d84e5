import {
  driftedFieldSchema,
  healthStatusSchema,
  initiatorSchema,
  MAX_DRIFTED_FIELDS,
  sourceSchema,
  syncStatusSchema,
} from '@backstage-gitops/plugin-gitops-common';
import {
  MAX_OBSERVED_SYNCS,
  observedSyncSchema,
} from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { checkTruth } from './checkTruth';
import { pastSchema } from './past';
import {
  entityRefSchema,
  kindSchema,
  labelsSchema,
  linkUrlSchema,
  message,
  nameSchema,
  text,
} from './text';

const short = text(253);
const revision = text(200);
const revisions = z.array(revision).max(10);

export const reportedKeySchema = z.strictObject({
  kind: kindSchema,
  namespace: nameSchema.or(z.literal('')).default(''),
  name: nameSchema,
});

const source = z.strictObject({
  type: sourceSchema.shape.type,
  repoUrl: text(2048),
  path: text(1024).optional(),
  chart: short.optional(),
  targetRevision: short.optional(),
});

const driftedField = z.strictObject({
  resource: z.strictObject({
    group: short.default(''),
    kind: text(253),
    namespace: short.optional(),
    name: text(500),
  }),
  change: driftedFieldSchema.shape.change,
  path: text(500).optional(),
  desired: text(200).optional(),
  live: text(200).optional(),
  manager: short.optional(),
  by: driftedFieldSchema.shape.by.default('unknown'),
  at: pastSchema.optional(),
  appliedAt: pastSchema.optional(),
});

const sync = z.strictObject({
  key: text(253, 1),
  phase: observedSyncSchema.shape.phase,
  deployed: z.boolean(),
  revisions: revisions.default([]),
  startedAt: pastSchema,
  finishedAt: pastSchema.optional(),
  initiatedBy: z
    .strictObject({
      name: short.optional(),
      automated: initiatorSchema.shape.automated,
    })
    .optional(),
  message: message.optional(),
});

/** One application as it is reported; whatever is not told is not known. */
export const reportedApplicationSchema = reportedKeySchema
  .extend({
    labels: labelsSchema.default({}),
    entityRefs: z.array(entityRefSchema).max(50).default([]),
    project: short.optional(),
    destination: z
      .strictObject({ cluster: short.optional(), namespace: short.optional() })
      .default({}),
    /** Where its desired state lives. */
    sources: z.array(source).max(10),
    sync: z.strictObject({
      status: syncStatusSchema,
      /** Why it could not be compared; with `Unknown` only. */
      message: message.optional(),
      /** One per source, in full; empty where not known. */
      desiredRevisions: revisions.default([]),
      /** Likewise; absent where not known at all, none where nothing was ever applied. */
      deployedRevisions: revisions.optional(),
      /** Something other than commits differs, such as a variable from elsewhere. */
      sourceChanged: z.boolean().default(false),
      /** Nothing but revisions was compared; false where state was, as by a plan. */
      byRevisionOnly: z.boolean(),
    }),
    health: z.strictObject({
      status: healthStatusSchema,
      message: message.optional(),
      since: pastSchema.optional(),
    }),
    /** Absent where it was not checked; no fields where nothing drifted. */
    drift: z
      .strictObject({
        fields: z.array(driftedField).max(MAX_DRIFTED_FIELDS),
        /** Of all; as many as there are fields unless given. */
        total: z.number().int().nonnegative().optional(),
      })
      .optional(),
    /** What ran; those of earlier reports are remembered. */
    syncs: z.array(sync).max(MAX_OBSERVED_SYNCS).optional(),
    paused: z
      .strictObject({
        by: short.optional(),
        since: pastSchema.optional(),
      })
      .optional(),
    automation: z
      .strictObject({
        enabled: z.boolean(),
        selfHeal: z.boolean().default(false),
        prune: z.boolean().default(false),
      })
      .optional(),
    conditions: z
      .array(
        z.strictObject({
          type: text(253, 1),
          message,
          since: pastSchema.optional(),
        }),
      )
      .max(20)
      .default([]),
    links: z
      .array(z.strictObject({ title: text(253, 1), url: linkUrlSchema }))
      .max(10)
      .default([]),
  })
  .superRefine(checkTruth);

export type ReportedApplication = z.output<typeof reportedApplicationSchema>;
