import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { pullNumberSchema } from './pullNumber';

const shaSchema = z.string().regex(/^[0-9a-f]{40,64}$/);
const namedSchema = z.object({ login: z.string() });

export const giteaCommitSchema = z.object({
  sha: shaSchema,
  commit: z.object({
    message: z.string(),
    author: z.object({ email: z.string(), date: z.string() }),
    /** Older releases do not have it. */
    verification: z
      .object({ verified: z.boolean(), reason: z.string() })
      .nullish(),
  }),
});
export type GiteaCommit = z.infer<typeof giteaCommitSchema>;

export const giteaPullSchema = z.object({
  number: pullNumberSchema,
  title: z.string(),
  html_url: z.string(),
  user: namedSchema.nullish(),
  merged_at: z
    .string()
    .nullish()
    .transform(text => toTimestamp(text ?? undefined) ?? null),
  head: z.object({ sha: shaSchema }),
  requested_reviewers: z
    .array(namedSchema.nullable())
    .nullish()
    .transform(users => users?.flatMap(user => user ?? []) ?? []),
});
export type GiteaPull = z.infer<typeof giteaPullSchema>;

export const giteaReviewSchema = z.object({
  /** Null where a team is meant. */
  user: namedSchema.nullish(),
  team: z.object({ name: z.string() }).nullish(),
  state: z.string(),
  dismissed: z.boolean().default(false),
});
export type GiteaReview = z.infer<typeof giteaReviewSchema>;

export const giteaStatusSchema = z.object({
  state: z.string(),
  total_count: z.number(),
});
export type GiteaStatus = z.infer<typeof giteaStatusSchema>;
