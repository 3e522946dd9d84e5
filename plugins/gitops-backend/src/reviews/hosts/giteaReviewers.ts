import { Reviewer } from '@backstage-gitops/plugin-gitops-common';
import { GiteaReview } from './giteaSchemas';

type State = Reviewer['state'];

function stateOf({ state, dismissed }: GiteaReview): State | undefined {
  if (dismissed) return 'dismissed';
  switch (state) {
    case 'APPROVED':
      return 'approved';
    case 'REQUEST_CHANGES':
      return 'changesRequested';
    case 'COMMENT':
      return 'commented';
    case 'REQUEST_REVIEW':
      return 'requested';
    default:
      // Somebody's draft, or what a later release knows.
      return undefined;
  }
}

/** What counts less does not take back what was said. */
const WEIGHT: Record<State, number> = {
  requested: 0,
  commented: 1,
  dismissed: 2,
  approved: 2,
  changesRequested: 2,
};

/**
 * What each reviewer said last.
 *
 * @param reviews - oldest first
 * @param requested - who was asked, where the pull request itself tells
 */
export function giteaReviewers(
  reviews: readonly GiteaReview[],
  requested: ReadonlyArray<{ login: string }>,
): Reviewer[] {
  const said = new Map<string, State>();
  for (const review of reviews) {
    const name = review.user?.login ?? review.team?.name;
    const state = stateOf(review);
    if (name === undefined || state === undefined) continue;
    const before = said.get(name);
    if (before === undefined || WEIGHT[state] >= WEIGHT[before]) {
      said.set(name, state);
    }
  }
  for (const { login } of requested) {
    if (!said.has(login)) said.set(login, 'requested');
  }
  return [...said].map(([name, state]) => ({ name, state }));
}
