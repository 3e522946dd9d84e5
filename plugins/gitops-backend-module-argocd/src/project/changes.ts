import {
  MAX_CHANGED_RESOURCES,
  ObservedApplication,
} from '@backstage-gitops/plugin-gitops-node';
import { byResource, toResourceRef } from '../resourceRef';
import { ArgocdApplication } from './application';

/** What a sync would change: hooks are run, not compared. */
export function projectChanges({
  status,
}: ArgocdApplication): NonNullable<ObservedApplication['changes']> {
  const changed = (status?.resources ?? []).filter(
    resource => resource.status === 'OutOfSync' && !resource.hook,
  );
  return {
    resources: changed
      .sort(byResource)
      .slice(0, MAX_CHANGED_RESOURCES)
      .map(resource => ({
        ...toResourceRef(resource),
        prune: resource.requiresPruning ?? false,
      })),
    total: changed.length,
  };
}
