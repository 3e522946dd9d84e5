import { ObservedSync, shorten } from '@backstage-gitops/plugin-gitops-node';
import { attemptKey, lastAttempt } from './attempt';
import { parseDuration } from './duration';
import { Kustomization } from './kustomization';
import { findCondition } from './object';
import { initiatorOfRun } from './request';
import { hasReturned, Snapshot, SUCCEEDED } from './snapshot';
import { revisionOf } from './source';

/** Flux remembers no more than these. */
const HISTORY_SIZE = 5;

/** One entry of the history, as it stands among the others. */
interface Remembered {
  entry: Snapshot;
  /** What ran last before it. */
  before: Snapshot | undefined;
  isNewest: boolean;
  isReturn: boolean;
}

/**
 * Whether it can be told what ran before an entry's last runs, which is what they
 * are known by: not where that may be forgotten, or has run again since.
 */
function isKnown(history: Snapshot[], i: number): boolean {
  const { totalReconciliations, lastReconciled } = history[i];
  if (totalReconciliations === 1) return true;
  const isForgotten =
    i === history.length - 1 && history.length >= HISTORY_SIZE;
  const end = Date.parse(lastReconciled);
  const areNewerNew = history
    .slice(0, i)
    .every(({ firstReconciled }) => Date.parse(firstReconciled) >= end);
  return areNewerNew && !isForgotten;
}

/** What Flux remembers, oldest first, without what cannot be told from others. */
function remembered(history: Snapshot[]): Remembered[] {
  return history
    .map((entry, i) => {
      const before = history.at(i + 1);
      const isReturn = hasReturned(entry, before);
      return { entry, before, isNewest: i === 0, isReturn };
    })
    .filter((_, i) => isKnown(history, i))
    .reverse();
}

/** As far as they are known and do not change with every interval. */
function timesOf({
  entry,
  isNewest,
  isReturn,
}: Remembered): Pick<ObservedSync, 'startedAt' | 'finishedAt' | 'repeats'> {
  const { firstReconciled, totalReconciliations: count } = entry;
  const lastAt = new Date(entry.lastReconciled).toISOString();
  // When the first run after its return was over nobody knows.
  if (isReturn) return isNewest ? {} : { finishedAt: lastAt };
  const finishedAt = new Date(firstReconciled).toISOString();
  if (count > 1) {
    return isNewest
      ? { finishedAt }
      : { finishedAt, repeats: { count, lastAt } };
  }
  const took = parseDuration(entry.lastReconciledDuration);
  if (took === undefined) return { finishedAt };
  const startedAt = new Date(Date.parse(finishedAt) - took).toISOString();
  return { startedAt, finishedAt };
}

function syncOf(kustomization: Kustomization, at: Remembered): ObservedSync {
  const { entry, before, isNewest, isReturn } = at;
  const { digest, lastReconciledStatus: status } = entry;
  const began = isReturn ? before?.lastReconciled : entry.firstReconciled;
  const revision = revisionOf(entry.metadata?.revision);
  const ready = findCondition(kustomization, 'Ready');
  const isSuccess = status === SUCCEEDED;
  const isSpokenOf = !isSuccess && isNewest && ready?.reason === status;
  return {
    key: `${began} ${digest} ${status}`,
    formerKey: revision && attemptKey(revision),
    phase: isSuccess ? 'Succeeded' : 'Failed',
    deployed: isSuccess,
    revisions: revision ? [revision] : [],
    ...timesOf(at),
    initiatedBy:
      isNewest && entry.totalReconciliations === 1
        ? initiatorOfRun(kustomization, {
            at: entry.lastReconciled,
            after: before?.lastReconciled,
          })
        : undefined,
    message: isSpokenOf ? shorten(ready.message, 2000) : undefined,
  };
}

/** The syncs that Flux knows of, oldest first. */
export function kustomizationSyncs(
  kustomization: Kustomization,
): ObservedSync[] {
  const known = remembered(kustomization.status?.history ?? []).map(each =>
    syncOf(kustomization, each),
  );
  return [...known, ...lastAttempt(kustomization)];
}
