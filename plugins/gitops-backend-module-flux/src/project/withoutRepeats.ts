import { Kustomization } from './kustomization';
import { findCondition, FluxCondition, REQUESTED_AT } from './object';
import { isReconciling } from './progress';
import { hasReturned, SUCCEEDED } from './snapshot';
import { revisionOf } from './source';

/**
 * A Kustomization as it was after its last success came about for the first time.
 * Flux does the same again at each interval, and each time its conditions go
 * through all stages of a run: that is no news. Unchanged where the last run did
 * not succeed, or the one under way may come to something else.
 * @param desired - the full revision that its source has fetched
 */
export function withoutRepeats(
  kustomization: Kustomization,
  desired: string | undefined,
): Kustomization {
  const { metadata, status } = kustomization;
  const [newest, before] = status?.history ?? [];
  const applied = status?.lastAppliedRevision;
  const token = metadata.annotations?.[REQUESTED_AT];
  const isSame =
    newest?.lastReconciledStatus === SUCCEEDED &&
    newest.metadata?.revision === applied &&
    status?.lastAttemptedRevision === applied;
  const isRun = isReconciling(kustomization);
  const isRepeat =
    isRun &&
    revisionOf(applied) === desired &&
    status?.observedGeneration === metadata.generation &&
    (!token || token === status?.lastHandledReconcileAt);
  const isReady = findCondition(kustomization, 'Ready')?.status === 'True';
  if (!isSame || (isRun ? !isRepeat : !isReady)) return kustomization;

  // When what had been there before came back is not told.
  const lastTransitionTime = hasReturned(newest, before)
    ? undefined
    : newest.firstReconciled;
  const asBefore = (condition: FluxCondition): FluxCondition => {
    switch (condition.type) {
      case 'Ready':
        return {
          ...condition,
          status: 'True',
          reason: SUCCEEDED,
          message: `Applied revision: ${applied}`,
          lastTransitionTime,
        };
      case 'Healthy':
        return condition.status === 'False'
          ? condition
          : { ...condition, status: 'True', lastTransitionTime };
      default:
        return condition;
    }
  };
  const conditions = (status?.conditions ?? [])
    .filter(({ type }) => type !== 'Reconciling')
    .map(asBefore);
  return { ...kustomization, status: { ...status, conditions } };
}
