import {
  PullRequest,
  Review,
  Reviewer,
  safeLink,
} from '@backstage-gitops/plugin-gitops-common';
import { cleanText } from '../../git/log/cleanText';
import { MergedPull } from './pickPull';

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

/**
 * The review of a commit of whose pull requests all is known.
 *
 * @param told - the one that brought it to its branch
 * @param merged - all that have it and were merged, into whatever branch
 */
export function reviewOf(
  told: ToldPull | undefined,
  merged: readonly MergedPull[] = [],
): Review {
  if (told) return { state: 'pull', pull: pullRequestOf(told) };
  const [elsewhere] = merged;
  return elsewhere ? mergedElsewhere(elsewhere) : { state: 'none' };
}

function mergedElsewhere({ number, into }: MergedPull): Review {
  const branch = into === undefined ? 'another branch' : named(into);
  return {
    state: 'unknown',
    reason: `Pull request #${number} brought it to ${branch}; how it came from there is not known`,
  };
}
