import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { GitFacts } from '../git/types';

/**
 * What waits of what Git has. What the engine has seen and finds to be in agreement does
 * not, but for the manifest that declares the application: it has seen that only when
 * the parent has applied it.
 */
export function withoutAgreed(
  { sync }: ObservedApplication,
  git: GitFacts,
): GitFacts {
  const { pendingCommits, pendingCommitsSeenByEngine: seen } = git;
  const { held, heldSince } = git.declaration;
  const agrees =
    sync.status === 'Synced' && sync.comparisonFailed === undefined;
  if (!agrees) return git;
  const waiting =
    pendingCommits === null || seen === null
      ? {}
      : {
          pendingCommits: Math.min(
            pendingCommits,
            pendingCommits - seen + held,
          ),
          pendingCommitsSeenByEngine: held,
        };
  return { ...git, ...waiting, pendingSince: heldSince };
}
