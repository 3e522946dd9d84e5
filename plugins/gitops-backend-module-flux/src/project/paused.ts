import {
  formatPath,
  listFields,
  ObservedApplication,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { Kustomization } from './kustomization';

/** Where people's tools leave a note of who suspended it. */
const SUSPENDED_BY = [
  'weave.works/suspended-by',
  'fluxcd.controlplane.io/suspendedBy',
];

/** Suspended: by whom as noted on it, else by the manager that owns the field. */
export function projectPaused({
  metadata,
  spec,
}: Kustomization): ObservedApplication['paused'] {
  if (!spec?.suspend) return null;
  const owner = metadata.managedFields.find(entry =>
    listFields(entry.fieldsV1).some(
      path => formatPath(path) === 'spec.suspend',
    ),
  );
  const noted = SUSPENDED_BY.map(each => metadata.annotations?.[each]).find(
    Boolean,
  );
  return { by: noted ?? owner?.manager, since: toTimestamp(owner?.time) };
}
