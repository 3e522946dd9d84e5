import {
  ObservedSync,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { Kustomization } from './kustomization';
import { findCondition } from './object';
import { projectOperation } from './operation';
import { isReconciling } from './progress';
import { revisionOf } from './source';

/** Of attempts at a revision that Flux does not remember, or not yet. */
export function attemptKey(revision: string): string {
  return `attempt ${revision}`;
}

/**
 * The sync that is in no history: one that is under way, or one that has come to an
 * end without a trace. Flux remembers nothing that it cannot build, and before 2.7
 * nothing at all. Attempts at one revision that come to the same are one such sync,
 * however many they are.
 * @returns at most one
 */
export function lastAttempt(kustomization: Kustomization): ObservedSync[] {
  const { status } = kustomization;
  const named = status?.lastAttemptedRevision ?? status?.lastAppliedRevision;
  const revision = revisionOf(named);
  const operation = projectOperation(
    kustomization,
    isReconciling(kustomization),
  );
  if (!revision || !operation) return [];
  const { message, initiatedBy } = operation;
  const sync = { key: attemptKey(revision), revisions: [revision] };
  const ready = findCondition(kustomization, 'Ready');
  const newest = status?.history?.[0];
  const isNewest = newest?.metadata?.revision === named;
  switch (operation.phase) {
    case 'Running': {
      const isNew = !isNewest && status?.lastAppliedRevision !== named;
      const isAsked = initiatedBy?.automated === false;
      if (!isNew && !isAsked) return [];
      const startedAt =
        ready?.status === 'Unknown'
          ? toTimestamp(ready.lastTransitionTime ?? undefined)
          : undefined;
      return [
        { ...sync, phase: 'Running', deployed: false, startedAt, initiatedBy },
      ];
    }
    case 'Failed': {
      const isTold = isNewest && newest?.lastReconciledStatus === ready?.reason;
      if (isTold) return [];
      const failed = {
        ...sync,
        phase: 'Failed',
        deployed: false,
        message,
      } as const;
      // Nothing will ever be in the history of it: what comes next is another sync.
      return ready?.reason === 'BuildFailed'
        ? [{ ...failed, key: `failed ${sync.key}`, formerKey: sync.key }]
        : [failed];
    }
    case 'Succeeded':
      return newest ? [] : [{ ...sync, phase: 'Succeeded', deployed: true }];
    default:
      return [];
  }
}
