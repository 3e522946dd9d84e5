import {
  ApplicationDiff,
  ApplicationResources,
  ManagedResource,
  ResourceDiff,
} from '@backstage-gitops/plugin-gitops-common';
import {
  MAX_LISTED_RESOURCES,
  stripCredentials,
} from '@backstage-gitops/plugin-gitops-node';
import { reasonOf } from '../observe/reasonOf';

/** Of all that differs, as JSON. */
export const MAX_DIFF_BYTES = 1_000_000;

/** The first of them, with messages of one line. */
export function boundedResources(
  resources: ManagedResource[],
): ApplicationResources {
  return {
    items: resources.slice(0, MAX_LISTED_RESOURCES).map(resource => ({
      ...resource,
      message: resource.message && reasonOf(resource.message),
    })),
    truncated: resources.length > MAX_LISTED_RESOURCES,
  };
}

/** As many as there is room for, without credentials in URLs; what is too large is left out. */
export function boundedDiff(diffs: ResourceDiff[]): ApplicationDiff {
  let room = MAX_DIFF_BYTES;
  const fitting = diffs.filter(diff => {
    const bytes = Buffer.byteLength(JSON.stringify(diff));
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
  const items = fitting.map(diff => ({
    ...diff,
    desired: diff.desired && stripCredentials(diff.desired),
    live: diff.live && stripCredentials(diff.live),
  }));
  return { items, truncated: items.length < diffs.length };
}
