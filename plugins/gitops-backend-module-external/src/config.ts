import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { problemsOf } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { instanceNameSchema } from './report/text';

const KEY = 'gitops.external.instances';
/** A year. */
const MAX_SECONDS = 31_536_000;

const instancesSchema = z
  .array(
    z.object({
      name: instanceNameSchema,
      subjects: z.array(z.string().min(1)).min(1),
      expectEverySeconds: z
        .number()
        .int()
        .min(1)
        .max(MAX_SECONDS)
        .default(3600),
    }),
  )
  .refine(
    instances =>
      new Set(instances.map(({ name }) => name)).size === instances.length,
    'names must be unique',
  )
  .default([]);

/** Something that reports, as configured. */
export type ReportingInstance = z.infer<typeof instancesSchema>[number];

/** @throws InputError with the key that is wrong */
export function readReportingInstances(config: Config): ReportingInstance[] {
  const result = instancesSchema.safeParse(config.getOptional(KEY));
  if (result.success) return result.data;
  throw new InputError(`${KEY} is not valid: ${problemsOf(result.error)}`);
}
