import { z } from 'zod';
import { commonStatusSchema, metadataSchema, text } from './object';

const sourceRefSchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: text,
});

const specSchema = z.object({
  suspend: z.boolean().nullish(),
  targetNamespace: text,
  chart: z
    .object({
      spec: z.object({
        chart: z.string(),
        version: text,
        sourceRef: sourceRefSchema,
      }),
    })
    .nullish(),
  chartRef: sourceRefSchema.nullish(),
  driftDetection: z.object({ mode: text }).nullish(),
  kubeConfig: z.unknown().optional(),
});

const statusSchema = commonStatusSchema.extend({
  /** `<namespace>/<name>` of the HelmChart that is made of `spec.chart`. */
  helmChart: text,
  lastAttemptedRevision: text,
  /** Of an OCI artifact. */
  lastAttemptedRevisionDigest: text,
  lastAttemptedGeneration: z.number().nullish(),
  /** Newest first. */
  history: z
    .array(
      z.object({ status: text, chartVersion: z.string(), ociDigest: text }),
    )
    .nullish(),
});

const helmReleaseSchema = z.object({
  metadata: metadataSchema,
  spec: specSchema.nullish(),
  status: statusSchema.nullish(),
});

/** What is read of a Flux HelmRelease. */
export type HelmRelease = z.infer<typeof helmReleaseSchema>;

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
