import { z } from 'zod';
import {
  commonSpecSchema,
  commonStatusSchema,
  metadataSchema,
  paths,
  text,
} from './object';
import { releasesSchema } from './release';

const sourceRefSchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: text,
});

const specSchema = commonSpecSchema.extend({
  chart: z
    .object({
      spec: z.object({
        chart: z.string(),
        version: text,
        sourceRef: sourceRefSchema,
        /** From the source's root, as is the older field. */
        valuesFiles: paths,
        valuesFile: text,
      }),
    })
    .nullish(),
  chartRef: sourceRefSchema.nullish(),
  driftDetection: z.object({ mode: text }).nullish(),
});

const statusSchema = commonStatusSchema.extend({
  /** `<namespace>/<name>` of the HelmChart that is made of `spec.chart`. */
  helmChart: text,
  /** Before Flux 2.3, which kept no history. */
  lastAppliedRevision: text,
  lastAttemptedRevision: text,
  /** Of an OCI artifact. */
  lastAttemptedRevisionDigest: text,
  /** Of the values. */
  lastAttemptedConfigDigest: text,
  lastAttemptedGeneration: z.number().nullish(),
  lastAttemptedReleaseAction: text,
  lastAttemptedReleaseActionDuration: text,
  /** One after the other, of the same attempt. */
  failures: z.number().nullish(),
  history: releasesSchema.optional(),
});

const helmReleaseSchema = z.object({
  metadata: metadataSchema,
  spec: specSchema.nullish(),
  status: statusSchema.nullish(),
});

/** What is read of a Flux HelmRelease. */
export type HelmRelease = z.infer<typeof helmReleaseSchema>;

/** What Flux tries with it, and what Helm has of that; see `Look`. */
export function attemptOfRelease({ metadata, status }: HelmRelease): string {
  const newest = status?.history?.[0];
  return JSON.stringify([
    metadata.generation,
    status?.lastAttemptedRevision,
    status?.lastAttemptedRevisionDigest,
    status?.lastAttemptedConfigDigest,
    newest,
  ]);
}

/**
 * Reads a HelmRelease. One whose spec or status has an unexpected shape is read
 * as one without.
 * @returns undefined where it has not even a name
 */
export function parseHelmRelease(value: unknown): HelmRelease | undefined {
  const whole = helmReleaseSchema.safeParse(value);
  if (whole.success) return whole.data;
  return z.object({ metadata: metadataSchema }).safeParse(value).data;
}
