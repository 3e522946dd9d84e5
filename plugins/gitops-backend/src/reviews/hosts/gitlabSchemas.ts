import { z } from 'zod';
import { pullNumberSchema } from './pullNumber';

const userSchema = z.object({
  id: z.number(),
  name: z.string().optional(),
  username: z.string(),
});
export type GitlabUser = z.infer<typeof userSchema>;

export const mergeRequestsSchema = z.array(
  z.object({
    iid: pullNumberSchema,
    title: z.string(),
    state: z.string(),
    target_branch: z.string(),
    web_url: z.string(),
    merged_at: z.string().nullish(),
    author: userSchema.nullish(),
    sha: z.string().nullish(),
    merge_commit_sha: z.string().nullish(),
    squash_commit_sha: z.string().nullish(),
  }),
);
export type GitlabMergeRequest = z.infer<typeof mergeRequestsSchema>[number];

export const approvalsSchema = z.object({
  approved_by: z.array(z.object({ user: userSchema })),
});

export const reviewersSchema = z.array(
  z.object({ user: userSchema, state: z.string() }),
);

export const commitSchema = z.object({ status: z.string().nullish() });

export const signatureSchema = z.object({ verification_status: z.string() });
