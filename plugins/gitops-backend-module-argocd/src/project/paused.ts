import {
  FieldPath,
  formatPath,
  listFields,
  ObservedApplication,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './application';

const SKIP_RECONCILE = 'argocd.argoproj.io/skip-reconcile';

/** Since when; a field manager (`argocd-server`, `kubectl-edit`) does not say who. */
function pausedSince(
  { metadata }: ArgocdApplication,
  field: FieldPath,
): NonNullable<ObservedApplication['paused']> {
  const path = formatPath(field);
  const owner = metadata.managedFields.find(entry =>
    listFields(entry.fieldsV1).some(each => formatPath(each) === path),
  );
  return { since: toTimestamp(owner?.time) };
}

/**
 * Reconciliation switched off by intent: the skip annotation, or automated sync
 * that is there but disabled. An application without automated sync is simply
 * synced by hand.
 */
export function projectPaused(
  application: ArgocdApplication,
): ObservedApplication['paused'] {
  const { metadata, spec } = application;
  if (metadata.annotations?.[SKIP_RECONCILE] === 'true') {
    return pausedSince(application, [
      { field: 'metadata' },
      { field: 'annotations' },
      { field: SKIP_RECONCILE },
    ]);
  }
  if (spec?.syncPolicy?.automated?.enabled === false) {
    return pausedSince(application, [
      { field: 'spec' },
      { field: 'syncPolicy' },
      { field: 'automated' },
      { field: 'enabled' },
    ]);
  }
  return null;
}
