import { z } from 'zod/v4';
import {
  commonStatus,
  inventoryEntry,
  metadata,
  sourceStatus,
} from '../resources';

export const HELM_REPOSITORY = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'HelmRepository',
};
export const HELM_CHART = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'HelmChart',
};
export const HELM_RELEASE = {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
};

const common = {
  interval: z.string(),
  suspend: z.boolean().optional(),
};
const unknownYet = { conditions: [], observedGeneration: -1 };

export const helmRepository = z.object({
  metadata,
  spec: z.looseObject({ ...common, url: z.string() }),
  status: sourceStatus.default(unknownYet),
});

const sourceRef = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});
const chartSpec = {
  chart: z.string(),
  version: z.string(),
  sourceRef,
};

export const helmChart = z.object({
  metadata,
  spec: z.looseObject({ ...common, ...chartSpec }),
  status: sourceStatus.default(unknownYet),
});

const snapshot = z.object({
  action: z.string().optional(),
  apiVersion: z.string().optional(),
  appVersion: z.string().optional(),
  chartName: z.string(),
  chartVersion: z.string(),
  configDigest: z.string(),
  digest: z.string(),
  firstDeployed: z.string(),
  lastDeployed: z.string(),
  name: z.string(),
  namespace: z.string(),
  status: z.string(),
  version: z.number(),
});

const helmReleaseStatus = z.looseObject({
  ...commonStatus,
  helmChart: z.string().optional(),
  storageNamespace: z.string().optional(),
  history: z.array(snapshot).optional(),
  inventory: z.object({ entries: z.array(inventoryEntry) }).optional(),
  failures: z.number().optional(),
  installFailures: z.number().optional(),
  upgradeFailures: z.number().optional(),
  lastAttemptedConfigDigest: z.string().optional(),
  lastAttemptedGeneration: z.number().optional(),
  lastAttemptedReleaseAction: z.string().optional(),
  lastAttemptedReleaseActionDuration: z.string().optional(),
  lastAttemptedRevision: z.string().optional(),
});

export const helmRelease = z.object({
  metadata,
  spec: z.looseObject({
    ...common,
    timeout: z.string().default('5m'),
    releaseName: z.string().optional(),
    targetNamespace: z.string().optional(),
    storageNamespace: z.string().optional(),
    chart: z
      .object({
        spec: z.looseObject({ ...chartSpec, interval: z.string().optional() }),
      })
      .optional(),
    chartRef: sourceRef.optional(),
    driftDetection: z.object({ mode: z.string().optional() }).optional(),
    upgrade: z
      .looseObject({
        remediation: z
          .looseObject({
            retries: z.number().optional(),
            remediateLastFailure: z.boolean().optional(),
          })
          .optional(),
      })
      .optional(),
    values: z.record(z.string(), z.unknown()).default({}),
  }),
  status: helmReleaseStatus.default(unknownYet),
});

export type HelmChart = z.infer<typeof helmChart>;
export type HelmRelease = z.infer<typeof helmRelease>;
export type HelmReleaseStatus = HelmRelease['status'];
/** One version of a release. */
export type Snapshot = z.infer<typeof snapshot>;
