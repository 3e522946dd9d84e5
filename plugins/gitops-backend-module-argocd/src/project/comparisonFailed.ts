import { syncStatusSchema } from '@backstage-gitops/plugin-gitops-common';
import { ArgocdApplication } from './application';

/** Conditions that say that desired and live state could not be compared. */
const COMPARISON_ERRORS = [
  'ComparisonError',
  'InvalidSpecError',
  'UnknownError',
];

/** Why desired and live state could not be compared; undefined where they were. */
export function comparisonFailed({
  status,
}: ArgocdApplication): string | undefined {
  if (!status?.sync?.status) return 'Argo CD has not compared it yet';
  const error = status.conditions?.find(each =>
    COMPARISON_ERRORS.includes(each.type),
  );
  if (error) return error.message || error.type;
  const known = syncStatusSchema.safeParse(status.sync.status);
  return known.data === 'OutOfSync' || known.data === 'Synced'
    ? undefined
    : `Argo CD says ${status.sync.status} and not why`;
}
