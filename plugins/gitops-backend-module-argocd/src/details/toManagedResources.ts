import {
  healthStatusSchema,
  ManagedResource,
  syncStatusSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { shorten } from '@backstage-gitops/plugin-gitops-node';
import { StatedResource } from '../api/statedResources';
import { byResource, toResourceRef } from '../resourceRef';

function healthOf({ health }: StatedResource): ManagedResource['health'] {
  if (!health?.status) return undefined;
  return healthStatusSchema.safeParse(health.status).data ?? 'Unknown';
}

/** What an application manages, in stable order; without hooks, which come and go. */
export function toManagedResources(
  resources: StatedResource[],
): ManagedResource[] {
  return resources
    .filter(resource => !resource.hook)
    .sort(byResource)
    .map(resource => ({
      ...toResourceRef(resource),
      sync: syncStatusSchema.safeParse(resource.status).data ?? 'Unknown',
      health: healthOf(resource),
      message: resource.health?.message
        ? shorten(resource.health.message, 2000)
        : undefined,
    }));
}
