import { z } from 'zod';
import { timestampSchema } from './vocabulary';

export const reviewerSchema = z.object({
  name: z.string(),
  /** What they said last; `requested` has not answered yet. */
  state: z.enum([
    'approved',
    'changesRequested',
    'commented',
    'requested',
    'dismissed',
  ]),
});
export type Reviewer = z.infer<typeof reviewerSchema>;

/** A pull or merge request, as its host tells it. */
export const pullRequestSchema = z.object({
  /** What people call it. */
  number: z.number().int().positive(),
  title: z.string(),
  /** http(s) only. */
  url: z.string().nullable(),
  author: z.string().nullable(),
  mergedAt: timestampSchema.nullable(),
  reviewers: z.array(reviewerSchema),
  /** How many approve of it; null where the host does not tell. */
  approvals: z.number().int().nonnegative().nullable(),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

/** Through what a commit came to its branch; `none` only where the host was asked and knows. */
export const reviewSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('unknown'),
    /** Why, for people; absent where it was not asked yet. */
    reason: z.string().optional(),
  }),
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('pull'), pull: pullRequestSchema }),
]);
export type Review = z.infer<typeof reviewSchema>;

/** What was checked of a commit, all together. */
export const checksSchema = z.enum([
  'passed',
  'failed',
  'running',
  'none',
  'unknown',
]);
export type Checks = z.infer<typeof checksSchema>;

/** Whether the host vouches for a commit's signature; `none` is not signed. */
export const signatureSchema = z.enum([
  'verified',
  'unverified',
  'none',
  'unknown',
]);
export type Signature = z.infer<typeof signatureSchema>;

/** All that a Git host says of one commit. */
export const commitReviewSchema = z.object({
  review: reviewSchema,
  checks: checksSchema,
  signature: signatureSchema,
});
export type CommitReview = z.infer<typeof commitReviewSchema>;

/** Of a commit that nobody has asked its host about. */
export const UNKNOWN_REVIEW: CommitReview = {
  review: { state: 'unknown' },
  checks: 'unknown',
  signature: 'unknown',
};
