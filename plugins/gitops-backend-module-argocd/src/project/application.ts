import { z } from 'zod';
import {
  ManagedFieldsEntry,
  objectNameSchema,
  parseManagedFields,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';

/** More than a person reads, and than any name, URL or path has. */
const MAX_TEXT = 2000;

const bounded = z.string().transform(value => shorten(value, MAX_TEXT));
const text = bounded.nullish();
const strings = z.record(z.string(), z.string()).nullish();

const sourceSchema = z.looseObject({
  repoURL: bounded.default(''),
  path: text,
  chart: text,
  targetRevision: text,
});
/** A source with all its parameters, as Argo CD has it. */
export type ArgocdSource = z.infer<typeof sourceSchema>;

const sourcesSchema = z.object({
  source: sourceSchema.nullish(),
  sources: z.array(sourceSchema).nullish(),
});
export type ArgocdSources = z.infer<typeof sourcesSchema>;

export const argocdResourceSchema = z.object({
  group: text,
  kind: bounded.default(''),
  namespace: text,
  name: bounded.default(''),
  status: text,
  health: z.object({ status: text, message: text }).nullish(),
  hook: z.boolean().nullish(),
  /** It is no longer in Git. */
  requiresPruning: z.boolean().nullish(),
});
export type ArgocdResource = z.infer<typeof argocdResourceSchema>;

const revisionsSchema = z.object({
  revision: text,
  revisions: z.array(bounded).nullish(),
});
/** One revision per source: of several, or of the one. */
export type ArgocdRevisions = z.infer<typeof revisionsSchema>;

const initiatorSchema = z.object({
  username: text,
  automated: z.boolean().nullish(),
});
export type ArgocdInitiator = z.infer<typeof initiatorSchema>;

const syncSchema = revisionsSchema.extend(sourcesSchema.shape).extend({
  dryRun: z.boolean().nullish(),
  resources: z.array(z.unknown()).nullish(),
});

const operationSchema = z.object({
  sync: syncSchema.nullish(),
  initiatedBy: initiatorSchema.nullish(),
  /** What whoever asked for it has to say. */
  info: z.array(z.object({ name: text, value: text })).nullish(),
});
export type ArgocdOperation = z.infer<typeof operationSchema>;

const operationStateSchema = z.object({
  phase: bounded.default(''),
  message: text,
  startedAt: text,
  finishedAt: text,
  operation: operationSchema.nullish(),
  syncResult: revisionsSchema
    .extend(sourcesSchema.shape)
    .extend({ resources: z.array(argocdResourceSchema).nullish() })
    .nullish(),
});

const historyEntrySchema = revisionsSchema.extend(sourcesSchema.shape).extend({
  id: z.number().nullish(),
  deployStartedAt: text,
  deployedAt: text,
  initiatedBy: initiatorSchema.nullish(),
});
/** A sync of everything that succeeded. */
export type ArgocdHistoryEntry = z.infer<typeof historyEntrySchema>;

const hydrationSchema = z.object({
  phase: text,
  message: text,
  /** Of the commit that is hydrated, and of the one that came of it. */
  drySHA: text,
  hydratedSHA: text,
  startedAt: text,
  finishedAt: text,
});

const statusSchema = z.object({
  sourceHydrator: z
    .object({
      currentOperation: hydrationSchema.nullish(),
      lastSuccessfulOperation: hydrationSchema.nullish(),
    })
    .nullish(),
  sync: revisionsSchema
    .extend({ status: text, comparedTo: sourcesSchema.nullish() })
    .nullish(),
  health: z
    .object({ status: text, message: text, lastTransitionTime: text })
    .nullish(),
  history: z.array(historyEntrySchema).nullish(),
  operationState: operationStateSchema.nullish(),
  conditions: z
    .array(
      z.object({
        type: bounded,
        message: bounded.default(''),
        lastTransitionTime: text,
      }),
    )
    .nullish(),
  resources: z.array(argocdResourceSchema).nullish(),
  summary: z.object({ images: z.array(z.string()).nullish() }).nullish(),
  reconciledAt: text,
  controllerNamespace: objectNameSchema.nullish().catch(undefined),
});

const metadataSchema = z.object({
  name: objectNameSchema,
  namespace: objectNameSchema.or(z.literal('')).default(''),
  uid: text,
  labels: strings,
  annotations: strings,
  deletionTimestamp: text,
  ownerReferences: z
    .array(z.object({ kind: bounded, name: bounded }))
    .nullish(),
  managedFields: z
    .unknown()
    .optional()
    .transform((value): ManagedFieldsEntry[] => parseManagedFields(value)),
});

const specSchema = sourcesSchema.extend({
  project: text,
  destination: z
    .object({ server: text, name: text, namespace: text })
    .nullish(),
  sourceHydrator: z
    .object({
      drySource: sourceSchema.nullish(),
    })
    .nullish(),
  syncPolicy: z
    .object({
      automated: z
        .object({
          enabled: z.boolean().nullish(),
          prune: z.boolean().nullish(),
          selfHeal: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const applicationSchema = z.object({
  metadata: metadataSchema,
  spec: specSchema.nullish(),
  /** Asked for and not done yet. */
  operation: operationSchema.nullish(),
  status: statusSchema.nullish(),
});

/** What is read of an Argo CD Application. */
export type ArgocdApplication = z.infer<typeof applicationSchema>;

/**
 * Reads an Application as the API sends it. One whose spec or status has an
 * unexpected shape is read as one without, which is `Unknown` throughout.
 * @returns undefined where it has not even a name that Kubernetes allows
 */
export function parseApplication(
  value: unknown,
): ArgocdApplication | undefined {
  const whole = applicationSchema.safeParse(value);
  if (whole.success) return whole.data;
  // Its labels and annotations say whose it is.
  const named = z.object({ metadata: metadataSchema }).safeParse(value);
  if (named.success) return named.data;
  const bare = z
    .object({ metadata: metadataSchema.pick({ name: true, namespace: true }) })
    .safeParse(value);
  return bare.success
    ? { metadata: { ...bare.data.metadata, managedFields: [] } }
    : undefined;
}
