import {
  Divergence,
  Drift,
  SyncStatus,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { GitFacts } from '../git/types';

/** Why live state is not what Git says, and how that is known. */
export interface Judgement {
  divergence: Divergence;
  status: SyncStatus;
  reason?: string;
}

const NOT_COUNTED =
  'Desired and deployed revision differ; the commits between them are not known yet.';
const NOT_CHECKED =
  'The engine reports a difference that no waiting commit explains; whether somebody changed fields is not checked here.';
const NO_CAUSE =
  'The engine reports a difference, but no waiting commit and no changed field explains it.';

/**
 * Judges by evidence only. `openDrift` is the incident that was open before: where
 * drift was not checked now, nothing says that it has ended.
 */
export function judgeDivergence(
  observed: ObservedApplication,
  git: Pick<GitFacts, 'pendingCommits' | 'declaration'>,
  openDrift: Drift | null,
): Judgement {
  const { sync } = observed;
  if (sync.comparisonFailed !== undefined || sync.status === 'Unknown') {
    return {
      divergence: 'Unknown',
      status: 'Unknown',
      reason: sync.comparisonFailed,
    };
  }
  const rendered = !sync.byRevisionOnly;
  const held = git.declaration.held > 0;
  if (sync.status === 'Synced' && rendered) {
    return { divergence: held ? 'Pending' : 'None', status: 'Synced' };
  }

  // An engine that compares revisions alone says nothing of live fields when it
  // says Synced: evidence of drift counts beside it, waiting commits do not.
  const pending =
    held || (sync.status === 'OutOfSync' && isPending(observed, git));
  const drifted = observed.drift
    ? observed.drift.total > 0
    : Boolean(openDrift);
  if (pending && drifted) return outOfSync('PendingAndDrifted');
  // What the parent has still to apply, the engine has not compared with.
  if (pending) return { divergence: 'Pending', status: sync.status };
  if (drifted) return outOfSync('Drifted');

  const fromGit = observed.sources.some(({ type }) => type === 'git');
  const noneWaits = fromGit && git.pendingCommits === 0;
  if (!rendered && (sync.status === 'Synced' || noneWaits)) {
    return { divergence: 'None', status: 'Synced' };
  }
  if (git.pendingCommits === null && gitRevisionsDiffer(observed)) {
    return outOfSync('Unknown', NOT_COUNTED);
  }
  return outOfSync('Unknown', observed.drift ? NO_CAUSE : NOT_CHECKED);
}

function outOfSync(divergence: Divergence, reason?: string): Judgement {
  return { divergence, status: 'OutOfSync', reason };
}

/** Never by comparing two Git revisions alone: what lies between may not touch the inputs. */
function isPending(
  { sources, sync, syncs }: ObservedApplication,
  { pendingCommits }: Pick<GitFacts, 'pendingCommits'>,
): boolean {
  // What was deployed need not be known to know that something was.
  const neverDeployed =
    sync.deployedRevisions.length === 0 &&
    !syncs.some(({ deployed }) => deployed);
  const versionDiffers = sources.some(
    (source, index) =>
      // A chart's version or an artifact's digest is what is deployed, all of it.
      source.type !== 'git' && revisionDiffers(sync, index),
  );
  return (
    neverDeployed ||
    sync.sourceChanged ||
    versionDiffers ||
    (pendingCommits ?? 0) > 0
  );
}

function gitRevisionsDiffer({ sources, sync }: ObservedApplication): boolean {
  return sources.some(
    (source, index) => source.type === 'git' && revisionDiffers(sync, index),
  );
}

function revisionDiffers(
  { desiredRevisions, deployedRevisions }: ObservedApplication['sync'],
  index: number,
): boolean {
  const desired: string | undefined = desiredRevisions[index];
  const deployed: string | undefined = deployedRevisions[index];
  return Boolean(desired && deployed && desired !== deployed);
}
