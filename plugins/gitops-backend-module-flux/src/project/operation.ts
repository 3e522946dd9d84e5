import { Operation } from '@backstage-gitops/plugin-gitops-common';
import { shorten, toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { findCondition, FluxObject } from './object';
import { isStuck } from './progress';
import { projectInitiator } from './request';

/** Ready=False for these: nothing was tried. */
const NOT_TRIED = [
  'DependencyNotReady',
  'ArtifactFailed',
  'SourceNotReady',
  'ValuesError',
];

/** The reconciliation under way, or how the last one ended. */
export function projectOperation(
  object: FluxObject,
  isAtWork: boolean,
): Operation | null {
  const initiatedBy = projectInitiator(object);
  const ready = findCondition(object, 'Ready');
  const at = toTimestamp(ready?.lastTransitionTime ?? undefined);
  if (isAtWork) {
    const reconciling = findCondition(object, 'Reconciling');
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
  if (
    ready?.status !== 'False' ||
    isStuck(object) ||
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
