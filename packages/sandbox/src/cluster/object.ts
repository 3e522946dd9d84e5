import { z } from 'zod/v4';
import { badRequest } from './errors';
import type { FieldSet, KubeObject } from './types';

const fieldSet: z.ZodType<FieldSet> = z.lazy(() =>
  z.record(z.string(), fieldSet),
);

const managedFieldsEntry = z.object({
  manager: z.string(),
  operation: z.enum(['Apply', 'Update']),
  apiVersion: z.string(),
  time: z.string().optional(),
  fieldsType: z.literal('FieldsV1'),
  fieldsV1: fieldSet,
  subresource: z.string().optional(),
});

const strings = z.record(z.string(), z.string());

const kubeObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().optional(),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    creationTimestamp: z.string().optional(),
    deletionTimestamp: z.string().optional(),
    deletionGracePeriodSeconds: z.number().optional(),
    labels: strings.optional(),
    annotations: strings.optional(),
    finalizers: z.array(z.string()).optional(),
    ownerReferences: z.array(z.record(z.string(), z.unknown())).optional(),
    managedFields: z.array(managedFieldsEntry).optional(),
  }),
});

/** What came in as an object; anything else is a 400. */
export function parseObject(value: unknown): KubeObject {
  const parsed = kubeObject.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(
    `the object provided is unrecognized: ${issue.path.join('.')}: ${
      issue.message
    }`,
  );
}

/** As Kubernetes writes times: UTC, whole seconds. */
export function timestamp(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
