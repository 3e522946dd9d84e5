import { DriftedField } from '@backstage-gitops/plugin-gitops-common';

/** A field that a person has changed, but for what is said otherwise. */
export function driftedField(
  overrides: Partial<DriftedField> = {},
): DriftedField {
  return {
    resource: {
      group: 'apps',
      kind: 'Deployment',
      namespace: 'guestbook',
      name: 'web',
    },
    change: 'changed',
    path: 'spec.replicas',
    by: 'person',
    manager: 'kubectl-edit',
    ...overrides,
  };
}

/** Drift evidence of these fields. */
export function driftOf(...fields: DriftedField[]) {
  return { fields, total: fields.length };
}
