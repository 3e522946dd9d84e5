import { Sync } from '@backstage-gitops/plugin-gitops-common';

/** Of the row of a sync, where its mark on the axis leads. */
export function rowId({ id }: Pick<Sync, 'id'>): string {
  return `gitops-sync-${id}`;
}
