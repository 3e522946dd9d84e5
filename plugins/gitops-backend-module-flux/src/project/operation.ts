import { Operation } from '@backstage-gitops/plugin-gitops-common';
import { shorten, toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { findCondition, Kustomization } from './kustomization';

/** Ready=False for these: nothing was tried. */
const NOT_TRIED = ['DependencyNotReady', 'ArtifactFailed'];

/** A success comes in two events: Ready=True first, what was applied then. */
export function isSuccessWhole({ status }: Kustomization): boolean {
  const ready = findCondition({ status }, 'Ready');
  const applied = status?.lastAppliedRevision;
  return !(
    ready?.status === 'True' &&
    ready.message.startsWith('Applied revision: ') &&
    applied !== ready.message.slice('Applied revision: '.length)
  );
}

/** Whether Flux is at work on it now, other than waiting to try again. */
export function isReconciling(kustomization: Kustomization): boolean {
  if (kustomization.spec?.suspend) return false;
  const reconciling = findCondition(kustomization, 'Reconciling');
  return (
    (reconciling?.status === 'True' && reconciling.reason === 'Progressing') ||
    !isSuccessWhole(kustomization)
  );
}

/** The reconciliation under way, or how the last one ended. */
export function projectOperation(
  kustomization: Kustomization,
): Operation | null {
  const initiatedBy = { automated: true };
  const ready = findCondition(kustomization, 'Ready');
  const at = toTimestamp(ready?.lastTransitionTime ?? undefined);
  if (isReconciling(kustomization)) {
    const reconciling = findCondition(kustomization, 'Reconciling');
    return {
      phase: 'Running',
      message: reconciling ? shorten(reconciling.message, 2000) : undefined,
      startedAt:
        toTimestamp(reconciling?.lastTransitionTime ?? undefined) ?? at,
      initiatedBy,
    };
  }
  if (ready?.status === 'True') {
    return {
      phase: 'Succeeded',
      message: shorten(ready.message, 2000),
      finishedAt: at,
      initiatedBy,
    };
  }
  const isStalled = findCondition(kustomization, 'Stalled')?.status === 'True';
  if (
    ready?.status !== 'False' ||
    isStalled ||
    NOT_TRIED.includes(ready.reason)
  ) {
    return null;
  }
  return {
    phase: 'Failed',
    message: shorten(ready.message, 2000),
    finishedAt: at,
    initiatedBy,
  };
}
