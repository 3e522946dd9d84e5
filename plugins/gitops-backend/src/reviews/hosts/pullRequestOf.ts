import {
  PullRequest,
  Review,
  Reviewer,
  safeLink,
} from '@backstage-gitops/plugin-gitops-common';
import { cleanText } from '../../git/log/cleanText';

const MAX_TITLE = 300;
const MAX_NAME = 100;
const MAX_REVIEWERS = 50;

function named(name: string): string {
  return cleanText(name, MAX_NAME);
}

export interface ToldPull extends Omit<PullRequest, 'url' | 'approvals'> {
  url: string | undefined;
  /** Undefined where the host tells it by the reviewers. */
  approvals?: number | null;
}

/** What a host tells of a pull request, as text and links that are safe to keep and show. */
export function pullRequestOf(told: ToldPull): PullRequest {
  const reviewers: Reviewer[] = told.reviewers
    .slice(0, MAX_REVIEWERS)
    .map(({ name, state }) => ({ name: named(name), state }));
  const approving = told.reviewers.filter(
    ({ state }) => state === 'approved',
  ).length;
  return {
    number: told.number,
    title: cleanText(told.title, MAX_TITLE),
    url: safeLink(told.url),
    author: told.author === null ? null : named(told.author),
    mergedAt: told.mergedAt,
    reviewers,
    approvals: told.approvals === undefined ? approving : told.approvals,
  };
}

/** The review of a commit of whose pull requests all is known. */
export function reviewOf(told: ToldPull | undefined): Review {
  return told
    ? { state: 'pull', pull: pullRequestOf(told) }
    : { state: 'none' };
}
