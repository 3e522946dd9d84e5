import { z } from 'zod';
import { pullNumberSchema } from './pullNumber';

const identitySchema = z.object({ displayName: z.string().optional() });

export const pullSchema = z.object({
  pullRequestId: pullNumberSchema,
  title: z.string(),
  status: z.string(),
  targetRefName: z.string().optional(),
  closedDate: z.string().optional(),
  createdBy: identitySchema.optional(),
  lastMergeCommit: z.object({ commitId: z.string() }).optional(),
  /** The last commit of its branch. */
  lastMergeSourceCommit: z.object({ commitId: z.string() }).optional(),
  reviewers: z
    .array(
      identitySchema.extend({
        vote: z.number(),
        /** A group, with the votes of its members. */
        isContainer: z.boolean().optional(),
      }),
    )
    .optional(),
});
export type AzurePull = z.infer<typeof pullSchema>;

/** For each query what it found, by commit. */
export const foundSchema = z.object({
  results: z.array(z.record(z.string(), z.array(pullSchema))),
});

export const statusesSchema = z.object({
  value: z.array(z.object({ state: z.string().optional() })),
});

export const commitSchema = z.object({
  push: z.object({ pushId: z.number() }).optional(),
});

export const pushSchema = z.object({
  refUpdates: z.array(z.object({ newObjectId: z.string().optional() })),
});
