import { ApplicationSync, Since } from '@backstage-gitops/plugin-gitops-common';
import {
  isInGit,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { GitFacts } from '../git/types';
import { Judgement } from './divergence';

/** How the application stands to its sources, in the words of the contract. */
export function nextSync(
  observed: ObservedApplication,
  git: GitFacts,
  { judgement, since }: { judgement: Judgement; since: Since },
): ApplicationSync {
  const { desiredRevisions, deployedRevisions } = observed.sync;
  const seen = git.pendingCommitsSeenByEngine;
  const notSeen =
    git.pendingCommits !== null && seen !== null
      ? git.pendingCommits - seen
      : null;
  return {
    status: judgement.status,
    divergence: judgement.divergence,
    reason: judgement.reason,
    since,
    driftChecked: observed.drift !== null && !observed.drift.partial,
    desired: { engine: desiredRevisions, git: desiredOfGit(observed, git) },
    engineBehindGit: notSeen !== null && notSeen > 0,
    deployedRevisions,
    relation: git.relation,
    pendingCommits: git.pendingCommits,
    pendingInParent: git.declaration.pendingCommits || undefined,
  };
}

/** One per source; Git has no say over charts and artifacts. */
function desiredOfGit(observed: ObservedApplication, git: GitFacts): string[] {
  if (git.desired.length === 0) return [];
  const desired = [...git.desired];
  return observed.sources.flatMap((source, index) => {
    const ofGit = isInGit(source) ? desired.shift() : undefined;
    // Of a chart that lies in Git the version is what runs.
    const revision =
      source.type === 'git' ? ofGit : observed.sync.desiredRevisions.at(index);
    return revision === undefined ? [] : [revision];
  });
}
