import {
  Checks,
  CommitReview,
  Review,
  Reviewer,
  Signature,
} from '@backstage-gitops/plugin-gitops-common';
import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { AskedCommit } from '../types';
import {
  GithubFacts,
  GithubPull,
  GithubReview,
  GithubRollup,
} from './githubQuery';
import { pickPull } from './pickPull';
import { reviewOf, ToldPull } from './pullRequestOf';

const REVIEW_STATES: Record<string, Reviewer['state']> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changesRequested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

const CHECKS: Record<string, Checks> = {
  SUCCESS: 'passed',
  FAILURE: 'failed',
  ERROR: 'failed',
  PENDING: 'running',
  EXPECTED: 'running',
};

type Pulls = GithubFacts['associatedPullRequests'];
type MergedPull = GithubPull & { mergedAt: string };

const WITHHELD: Review = {
  state: 'unknown',
  reason:
    'GitHub does not let the portal read the pull requests of this commit: give its token the right to',
};

/** An account that was deleted has no name. */
const NOBODY = 'ghost';

/** The last word of each: a comment after an approval takes nothing back. */
function reviewersOf(pull: GithubPull): Reviewer[] {
  const said = new Map<string, Reviewer['state']>();
  const add = (reviews: GithubReview[]) => {
    for (const { state, author } of reviews) {
      const name = author?.login ?? NOBODY;
      const known = REVIEW_STATES[state];
      if (known && !said.has(name)) said.set(name, known);
    }
  };
  add(pull.opinions);
  add(pull.reviews);
  for (const { requestedReviewer } of pull.reviewRequests) {
    const name = requestedReviewer?.login;
    if (name && !said.has(name)) said.set(name, 'requested');
  }
  return [...said].map(([name, state]) => ({ name, state }));
}

/** Those that brought a commit to the repository; those of forks brought it elsewhere. */
function mergedInto(repositoryId: string, pulls: Pulls) {
  return (pulls?.nodes ?? []).flatMap(pull => {
    const mergedAt = toTimestamp(pull?.mergedAt ?? undefined);
    return pull && mergedAt && pull.baseRepository?.id === repositoryId
      ? {
          ...pull,
          mergedAt,
          into: pull.baseRefName,
          landedAs: [pull.mergeCommit?.oid ?? ''],
        }
      : [];
  });
}

function toldOf(pull: MergedPull): ToldPull {
  return {
    number: pull.number,
    title: pull.title,
    url: pull.url,
    author: pull.author?.login ?? null,
    mergedAt: pull.mergedAt,
    reviewers: reviewersOf(pull),
  };
}

function checksOf(rollup: GithubRollup): Checks {
  return rollup ? CHECKS[rollup.state] ?? 'unknown' : 'none';
}

function signatureOf(signature: GithubFacts['signature']): Signature {
  if (!signature) return 'none';
  return signature.isValid ? 'verified' : 'unverified';
}

/**
 * What GitHub says of a commit; undefined where it is asked about again.
 *
 * @param isWithheld - of a field that is null because of an error
 */
export function githubReviewOf(
  facts: GithubFacts,
  isWithheld: (field: keyof GithubFacts) => boolean,
  repositoryId: string,
  commit: AskedCommit,
): CommitReview | undefined {
  const { associatedPullRequests: pulls, statusCheckRollup, signature } = facts;
  const isKnown = pulls && !isWithheld('associatedPullRequests');
  const merged = isKnown ? mergedInto(repositoryId, pulls) : [];
  const picked = pickPull(merged, commit);
  // It may be among those that were not asked for.
  if (isKnown && !picked && pulls.pageInfo.hasNextPage) return undefined;
  const own = checksOf(statusCheckRollup);
  // Where only pull requests are checked, the branch's own commit has none.
  const checks =
    own === 'none' ? checksOf(picked?.last[0]?.commit.statusCheckRollup) : own;
  return {
    review: isKnown ? reviewOf(picked && toldOf(picked), merged) : WITHHELD,
    checks: isWithheld('statusCheckRollup') ? 'unknown' : checks,
    signature: isWithheld('signature') ? 'unknown' : signatureOf(signature),
  };
}
