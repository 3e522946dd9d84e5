import {
  ApplicationDiff,
  ApplicationResources,
  ManagedResource,
  ResourceDiff,
} from '@backstage-gitops/plugin-gitops-common';
import { stripCredentials } from '@backstage-gitops/plugin-gitops-node';
import { reasonOf } from '../observe/reasonOf';
import { byWeight } from './byWeight';

/** Enough to see what is wrong; a picture of more shows nothing. */
export const MAX_LISTED_RESOURCES = 500;
/** Of all that differs, as JSON. */
export const MAX_DIFF_BYTES = 1_000_000;

/** As they are, or those that matter most of too many; with messages of one line. */
export function boundedResources(
  resources: ManagedResource[],
): ApplicationResources {
  const truncated = resources.length > MAX_LISTED_RESOURCES;
  const listed = truncated
    ? byWeight(resources).slice(0, MAX_LISTED_RESOURCES)
    : resources;
  return {
    items: listed.map(resource => ({
      ...resource,
      message: resource.message && reasonOf(resource.message),
      unread: resource.unread && reasonOf(resource.unread),
    })),
    truncated,
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
