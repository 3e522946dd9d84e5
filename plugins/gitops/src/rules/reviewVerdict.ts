import { PullRequest, Review } from '@backstage-gitops/plugin-gitops-common';

/** What is said of the way a commit came to its branch. */
export type Verdict =
  /** Its host was not asked, or cannot tell: no accusation. */
  | 'unknown'
  /** Its host knows that there was no pull request. */
  | 'notReviewed'
  | 'changesRequested'
  | 'approved'
  | 'notApproved'
  /** There was a pull request; who approved of it its host does not tell. */
  | 'approvalUnknown';

/** The worst that is known is said, and nothing that is not known. */
export function reviewVerdict(review: Review): Verdict {
  if (review.state === 'unknown') return 'unknown';
  if (review.state === 'none') return 'notReviewed';
  const { approvals, reviewers } = review.pull;
  if (reviewers.some(({ state }) => state === 'changesRequested')) {
    return 'changesRequested';
  }
  // The host's own count is right: it knows which approvals still hold.
  const total = approvals ?? (approversOf(review.pull).length || null);
  if (total === null) return 'approvalUnknown';
  return total > 0 ? 'approved' : 'notApproved';
}

/** Names of those who approve. */
export function approversOf({ reviewers }: PullRequest): string[] {
  return reviewers.flatMap(({ name, state }) =>
    state === 'approved' ? [name] : [],
  );
}
