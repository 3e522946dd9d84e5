import { z } from 'zod';
import { KubeObject, ObjectMeta } from '../cluster/types';

/*
 * What is read of an Application; fields nobody here reads are kept as they are,
 * so that what is written back has lost nothing.
 */
const sourceSchema = z.looseObject({
  repoURL: z.string(),
  path: z.string().optional(),
  targetRevision: z.string().optional(),
  ref: z.string().optional(),
  kustomize: z
    .looseObject({
      images: z.array(z.string()).optional(),
      namespace: z.string().optional(),
      namePrefix: z.string().optional(),
      nameSuffix: z.string().optional(),
    })
    .optional(),
});
export type Source = z.infer<typeof sourceSchema>;

const destinationSchema = z.looseObject({
  server: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
});
export type Destination = z.infer<typeof destinationSchema>;

const healthSchema = z.looseObject({
  status: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().optional(),
});
export type Health = { status: string; message?: string };

const selectedResourceSchema = z.looseObject({
  group: z.string().optional(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});
export type SelectedResource = z.infer<typeof selectedResourceSchema>;

const initiatedBySchema = z.looseObject({
  username: z.string().optional(),
  automated: z.boolean().optional(),
});
export type InitiatedBy = z.infer<typeof initiatedBySchema>;

const syncSchema = z.looseObject({
  revision: z.string().optional(),
  revisions: z.array(z.string()).optional(),
  prune: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  resources: z.array(selectedResourceSchema).optional(),
  source: sourceSchema.optional(),
  sources: z.array(sourceSchema).optional(),
  syncOptions: z.array(z.string()).optional(),
  autoHealAttemptsCount: z.number().optional(),
});
export const operationSchema = z.looseObject({
  sync: syncSchema.optional(),
  initiatedBy: initiatedBySchema.optional(),
  info: z
    .array(z.looseObject({ name: z.string(), value: z.string() }))
    .optional(),
  retry: z.looseObject({ limit: z.number().optional() }).optional(),
});
export type Operation = z.infer<typeof operationSchema>;

const operationStateSchema = z.looseObject({
  operation: operationSchema,
  phase: z.string(),
  message: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  retryCount: z.number().optional(),
});
export type OperationState = z.infer<typeof operationStateSchema>;

const historySchema = z.looseObject({
  id: z.number(),
  revision: z.string().optional(),
  revisions: z.array(z.string()).optional(),
  deployedAt: z.string(),
  deployStartedAt: z.string().optional(),
  source: sourceSchema.optional(),
  sources: z.array(sourceSchema).optional(),
  initiatedBy: initiatedBySchema.optional(),
});
export type HistoryEntry = z.infer<typeof historySchema>;

const conditionSchema = z.looseObject({
  type: z.string(),
  message: z.string(),
  lastTransitionTime: z.string().optional(),
});
export type Condition = z.infer<typeof conditionSchema>;

const resourceStatusSchema = z.looseObject({
  group: z.string().optional(),
  version: z.string().optional(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  status: z.string().optional(),
  requiresPruning: z.boolean().optional(),
});
export type ResourceStatus = z.infer<typeof resourceStatusSchema>;

const syncStatusSchema = z.looseObject({
  status: z.string(),
  comparedTo: z.looseObject({}).optional(),
  revision: z.string().optional(),
  revisions: z.array(z.string()).optional(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

const statusSchema = z.looseObject({
  sync: syncStatusSchema.optional(),
  health: healthSchema.optional(),
  history: z.array(historySchema).optional(),
  operationState: operationStateSchema.optional(),
  conditions: z.array(conditionSchema).optional(),
  resources: z.array(resourceStatusSchema).optional(),
  reconciledAt: z.string().optional(),
});
export type AppStatus = z.infer<typeof statusSchema>;

const automatedSchema = z.looseObject({
  enabled: z.boolean().optional(),
  prune: z.boolean().optional(),
  selfHeal: z.boolean().optional(),
});
export type Automated = z.infer<typeof automatedSchema>;

const ignoreSchema = z.looseObject({
  group: z.string().optional(),
  kind: z.string(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  jsonPointers: z.array(z.string()).optional(),
});
export type IgnoreDifference = z.infer<typeof ignoreSchema>;

const specSchema = z.looseObject({
  project: z.string().default('default'),
  source: sourceSchema.optional(),
  sources: z.array(sourceSchema).optional(),
  destination: destinationSchema.default({}),
  syncPolicy: z
    .looseObject({
      automated: automatedSchema.optional(),
      syncOptions: z.array(z.string()).optional(),
    })
    .optional(),
  ignoreDifferences: z.array(ignoreSchema).optional(),
  revisionHistoryLimit: z.number().optional(),
});
export type AppSpec = z.infer<typeof specSchema>;

const applicationSchema = z.looseObject({
  spec: specSchema,
  status: statusSchema.optional(),
  operation: operationSchema.optional(),
});

export interface Application {
  metadata: ObjectMeta;
  spec: AppSpec;
  status: AppStatus;
  operation?: Operation;
}

/** Reads an Application object; throws when it does not look like one. */
export function readApplication(object: KubeObject): Application {
  const { spec, status, operation } = applicationSchema.parse(object);
  return {
    metadata: object.metadata,
    spec,
    status: status ?? {},
    ...(operation && { operation }),
  };
}

/** Whether the spec uses `sources`, which changes the names of many fields. */
export function isMultiSource(spec: Pick<AppSpec, 'sources'>): boolean {
  return (spec.sources?.length ?? 0) > 0;
}

export function sourcesOf(spec: Pick<AppSpec, 'source' | 'sources'>): Source[] {
  if (spec.sources?.length) {
    return spec.sources;
  }
  return spec.source ? [spec.source] : [];
}

export function automationOf(spec: AppSpec): Automated | undefined {
  const automated = spec.syncPolicy?.automated;
  return automated && automated.enabled !== false ? automated : undefined;
}
