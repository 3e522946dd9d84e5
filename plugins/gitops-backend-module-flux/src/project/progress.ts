import { HelmRelease } from './helmRelease';
import { Kustomization } from './kustomization';
import { findCondition, FluxCondition, FluxObject } from './object';

/** Flux gives up until somebody changes something, other than after its last attempt. */
export function isStuck(object: FluxObject): boolean {
  const stalled = findCondition(object, 'Stalled');
  return stalled?.status === 'True' && stalled.reason !== 'RetriesExceeded';
}

function progressOf(object: FluxObject): FluxCondition | undefined {
  const reconciling = findCondition(object, 'Reconciling');
  // Otherwise it waits to try again.
  const isProgress =
    reconciling?.status === 'True' && reconciling.reason === 'Progressing';
  return isProgress ? reconciling : undefined;
}

/** A success comes in two events: Ready=True first, what was applied then. */
function isSuccessWhole({ status }: Kustomization): boolean {
  const ready = findCondition({ status }, 'Ready');
  const applied = status?.lastAppliedRevision;
  return !(
    ready?.status === 'True' &&
    ready.message.startsWith('Applied revision: ') &&
    applied !== ready.message.slice('Applied revision: '.length)
  );
}

/** Whether Flux is at work on it now. */
export function isReconciling(kustomization: Kustomization): boolean {
  if (kustomization.spec?.suspend) return false;
  return (
    progressOf(kustomization) !== undefined || !isSuccessWhole(kustomization)
  );
}

/**
 * Whether Flux is at work on it now. The condition is left standing while it
 * waits for what it needs, and after an action that could not be rendered.
 */
export function isReleasing(release: HelmRelease): boolean {
  const progress = progressOf(release);
  if (release.spec?.suspend || !progress) return false;
  const ready = findCondition(release, 'Ready');
  const isUndoing = /^Running '(rollback|uninstall)'/.test(progress.message);
  return ready?.status === 'Unknown' || isUndoing;
}
