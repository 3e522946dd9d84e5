import { GitFacts } from '../git/types';
import { REVISION_1 } from './observedApplication';

/** Git knows everything, and nothing waits, but for what is said otherwise. */
export function gitFacts(overrides: Partial<GitFacts> = {}): GitFacts {
  return {
    desired: [REVISION_1],
    relation: { state: 'same', ahead: 0, behind: 0 },
    pendingCommits: 0,
    pendingCommitsSeenByEngine: 0,
    pendingSince: null,
    declaration: { pendingCommits: 0, held: 0, heldSince: null },
    deployedCommit: null,
    ...overrides,
  };
}

/** So many commits that the engine has fetched wait for the parent, and for nothing else. */
export function held(commits: number, heldSince?: string): GitFacts {
  return gitFacts({
    pendingCommits: commits,
    pendingCommitsSeenByEngine: commits,
    pendingSince: heldSince ?? null,
    declaration: {
      pendingCommits: commits,
      held: commits,
      heldSince: heldSince ?? null,
    },
  });
}

/** Git knows nothing (yet). */
export const NO_FACTS: GitFacts = gitFacts({
  desired: [],
  relation: { state: 'unknown', ahead: null, behind: null },
  pendingCommits: null,
  pendingCommitsSeenByEngine: null,
});

/** So many commits wait, all of them fetched by the engine. */
export function waiting(commits: number, pendingSince?: string): GitFacts {
  return gitFacts({
    relation: { state: 'ahead', ahead: commits, behind: 0 },
    pendingCommits: commits,
    pendingCommitsSeenByEngine: commits,
    pendingSince: pendingSince ?? null,
  });
}
