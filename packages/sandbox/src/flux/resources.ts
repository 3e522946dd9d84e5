import { z } from 'zod/v4';
import { KubeObject, ObjectRef } from '../cluster/types';
import type { Condition } from './conditions';

export const GIT_REPOSITORY = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
};
export const KUSTOMIZATION = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
};
export const FINALIZER = 'finalizers.fluxcd.io';
export const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

const condition: z.ZodType<Condition> = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string(),
  message: z.string(),
  lastTransitionTime: z.string(),
  observedGeneration: z.number().optional(),
});

export const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string(),
  uid: z.string().optional(),
  generation: z.number().default(1),
  deletionTimestamp: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  finalizers: z.array(z.string()).optional(),
});

const artifact = z.object({
  revision: z.string(),
  digest: z.string(),
  url: z.string(),
  path: z.string(),
  size: z.number().optional(),
  lastUpdateTime: z.string(),
});

/** What the status of every kind has. */
export const commonStatus = {
  conditions: z.array(condition).default([]),
  observedGeneration: z.number().default(-1),
  lastHandledReconcileAt: z.string().optional(),
};

export const sourceStatus = z.looseObject({
  ...commonStatus,
  artifact: artifact.optional(),
});

/** An object of Flux, by what all kinds have. */
export const fluxObject = z.object({
  metadata,
  spec: z.looseObject({
    interval: z.string(),
    suspend: z.boolean().optional(),
  }),
  status: z
    .looseObject(commonStatus)
    .default({ conditions: [], observedGeneration: -1 }),
});

export const gitRepository = z.object({
  metadata,
  spec: z.looseObject({
    url: z.string(),
    interval: z.string(),
    suspend: z.boolean().optional(),
    ref: z
      .object({
        branch: z.string().optional(),
        tag: z.string().optional(),
        commit: z.string().optional(),
        name: z.string().optional(),
      })
      .optional(),
  }),
  status: sourceStatus.default({
    conditions: [],
    observedGeneration: -1,
  }),
});

export const inventoryEntry = z.object({ id: z.string(), v: z.string() });

const historyEntry = z.object({
  digest: z.string(),
  firstReconciled: z.string(),
  lastReconciled: z.string(),
  lastReconciledDuration: z.string(),
  lastReconciledStatus: z.string(),
  metadata: z.record(z.string(), z.string()).optional(),
  totalReconciliations: z.number(),
});

const kustomizationStatus = z.looseObject({
  ...commonStatus,
  lastAppliedRevision: z.string().optional(),
  lastAttemptedRevision: z.string().optional(),
  inventory: z.object({ entries: z.array(inventoryEntry) }).optional(),
  history: z.array(historyEntry).optional(),
});

const reference = z.object({
  apiVersion: z.string().optional(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

const image = z.object({
  name: z.string(),
  newName: z.string().optional(),
  newTag: z.string().optional(),
  digest: z.string().optional(),
});

export const kustomization = z.object({
  metadata,
  spec: z.looseObject({
    interval: z.string(),
    retryInterval: z.string().optional(),
    timeout: z.string().optional(),
    path: z.string().optional(),
    targetNamespace: z.string().optional(),
    namePrefix: z.string().optional(),
    nameSuffix: z.string().optional(),
    images: z.array(image).optional(),
    prune: z.boolean(),
    suspend: z.boolean().optional(),
    wait: z.boolean().optional(),
    healthChecks: z.array(reference).optional(),
    sourceRef: reference,
    dependsOn: z
      .array(z.object({ name: z.string(), namespace: z.string().optional() }))
      .optional(),
  }),
  status: kustomizationStatus.default({
    conditions: [],
    observedGeneration: -1,
  }),
});

export type FluxObject = z.infer<typeof fluxObject>;
export type Artifact = z.infer<typeof artifact>;
export type SourceStatus = z.infer<typeof sourceStatus>;
/** A source of any kind. */
export type Source = Pick<FluxObject, 'metadata' | 'spec'> & {
  status: SourceStatus;
};
export type GitRepository = z.infer<typeof gitRepository>;
export type Kustomization = z.infer<typeof kustomization>;
export type KustomizationStatus = Kustomization['status'];
export type InventoryEntry = z.infer<typeof inventoryEntry>;
export type HistoryEntry = z.infer<typeof historyEntry>;

export function refOf(object: KubeObject): ObjectRef {
  const { apiVersion, kind } = object;
  const { name, namespace } = object.metadata;
  return { apiVersion, kind, name, ...(namespace && { namespace }) };
}

/** `source.toolkit.fluxcd.io` of `source.toolkit.fluxcd.io/v1`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
