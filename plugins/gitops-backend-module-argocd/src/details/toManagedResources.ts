import {
  healthStatusSchema,
  ManagedResource,
  syncStatusSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { shorten } from '@backstage-gitops/plugin-gitops-node';
import { StatedResource } from '../api/statedResources';
import { byResource, toResourceRef } from '../resourceRef';

/** Empty where Argo CD knows no health of the kind. */
export function toHealth(
  health: StatedResource['health'],
): Pick<ManagedResource, 'health' | 'message'> {
  return {
    health: health?.status
      ? healthStatusSchema.safeParse(health.status).data ?? 'Unknown'
      : undefined,
    message: health?.message ? shorten(health.message, 2000) : undefined,
  };
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
      ...toHealth(resource.health),
    }));
}
