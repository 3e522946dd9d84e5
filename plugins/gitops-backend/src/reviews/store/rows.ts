import {
  CommitReview,
  commitReviewSchema,
} from '@backstage-gitops/plugin-gitops-common';

/** 64 bit numbers come as text from PostgreSQL. */
type Big = number | string;

export interface CommitReviewRow {
  repository_id: number;
  sha: string;
  ordinal: Big;
  review: string;
  reason: string | null;
  pull_number: number | null;
  checks: string;
  signature: string;
  times_asked: number;
  answered_at_ms: Big | null;
  due_at_ms: Big | null;
  landing: number | null;
}

export interface PullRequestRow {
  repository_id: number;
  number: number;
  title: string;
  url: string | null;
  author: string | null;
  merged_at: string | null;
  reviewers: string;
  approvals: number | null;
}

export interface ReviewHostRow {
  host: string;
  paused_until_ms: Big;
  failures: number;
  /** As of a ReviewHostError. */
  kind: string;
  reason: string | null;
}

/** What is selected of an answer `v` with its pull request `pr`. */
export const ANSWER_COLUMNS = [
  'v.review',
  'v.reason',
  'v.checks',
  'v.signature',
  'pr.number',
  'pr.title',
  'pr.url',
  'pr.author',
  'pr.merged_at',
  'pr.reviewers',
  'pr.approvals',
];

export type AnswerRow = Pick<
  CommitReviewRow,
  'review' | 'reason' | 'checks' | 'signature'
> &
  (PullRequestRow | { number: null });

/** @throws ZodError where the row is not what this program has written */
export function toCommitReview(row: AnswerRow): CommitReview {
  const pull =
    row.number === null
      ? undefined
      : {
          number: row.number,
          title: row.title,
          url: row.url,
          author: row.author,
          mergedAt: row.merged_at,
          reviewers: JSON.parse(row.reviewers),
          approvals: row.approvals,
        };
  return commitReviewSchema.parse({
    review: {
      state: row.review,
      ...(row.reason === null ? {} : { reason: row.reason }),
      ...(pull ? { pull } : {}),
    },
    checks: row.checks,
    signature: row.signature,
  });
}
