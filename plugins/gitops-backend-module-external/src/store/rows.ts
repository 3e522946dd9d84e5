import {
  ObservedApplication,
  observedApplicationSchema,
} from '@backstage-gitops/plugin-gitops-node';

export interface InstanceRow {
  name: string;
  version: number;
  relist_version: number;
  reported_at: string;
}

export interface ApplicationRow {
  instance: string;
  kind: string;
  namespace: string;
  name: string;
  observed: string;
  version: number;
  reported_at: string;
}

export const INSTANCES = 'external_instances';
export const APPLICATIONS = 'external_applications';

/** Undefined where a release with another shape wrote it; the next report mends that. */
export function parseObserved({
  observed,
}: Pick<ApplicationRow, 'observed'>): ObservedApplication | undefined {
  return observedApplicationSchema.safeParse(JSON.parse(observed)).data;
}
