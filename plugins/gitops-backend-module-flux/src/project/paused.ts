import {
  formatPath,
  listFields,
  ObservedApplication,
  shorten,
  toTimestamp,
} from '@backstage-gitops/plugin-gitops-node';
import { FluxObject } from './object';

/** Where people's tools leave a note of who suspended it; the first is ours to write. */
export const SUSPENDED_BY = [
  'weave.works/suspended-by',
  'fluxcd.controlplane.io/suspendedBy',
];

/**
 * Suspended: by whom only where it is noted, as a field manager (`flux`,
 * `kubectl-edit`) is nobody; since when as the owner of the field wrote it.
 */
export function projectPaused({
  metadata,
  spec,
}: FluxObject): ObservedApplication['paused'] {
  if (!spec?.suspend) return null;
  const owner = metadata.managedFields.find(entry =>
    listFields(entry.fieldsV1).some(
      path => formatPath(path) === 'spec.suspend',
    ),
  );
  const by = SUSPENDED_BY.map(each =>
    metadata.annotations?.[each]?.trim(),
  ).find(Boolean);
  return {
    by: by ? shorten(by, 200) : undefined,
    since: toTimestamp(owner?.time),
  };
}
