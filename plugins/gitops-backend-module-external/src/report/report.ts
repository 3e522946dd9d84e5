import { ApplicationKey } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { reportedApplicationSchema, reportedKeySchema } from './application';
import { instanceNameSchema } from './text';

const MAX_REPORTED = 1_000;

/** One text for a key, equal for equal keys. */
export function idOf({ kind, namespace, name }: ApplicationKey): string {
  return JSON.stringify([kind, namespace, name]);
}

/** Body of `POST /reports`. */
export const reportSchema = z
  .strictObject({
    instance: instanceNameSchema,
    /** These are all that there are; otherwise those of earlier reports stay. */
    complete: z.boolean().default(false),
    applications: z.array(reportedApplicationSchema).max(MAX_REPORTED),
    /** Those that are no more. */
    removed: z.array(reportedKeySchema).max(MAX_REPORTED).default([]),
  })
  .superRefine(({ complete, applications, removed }, context) => {
    if (complete && removed.length > 0) {
      context.addIssue({
        code: 'custom',
        path: ['removed'],
        message: 'has no meaning in a complete report: just leave them out',
      });
    }
    const seen = new Set<string>();
    const once = (list: string, keys: ApplicationKey[]) =>
      keys.forEach((key, index) => {
        const id = idOf(key);
        if (seen.has(id)) {
          context.addIssue({
            code: 'custom',
            path: [list, index],
            message: `${key.kind} ${key.name} is there twice`,
          });
        }
        seen.add(id);
      });
    once('applications', applications);
    once('removed', removed);
  });

export type Report = z.output<typeof reportSchema>;
