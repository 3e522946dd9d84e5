import { Application } from '@backstage-gitops/plugin-gitops-common';

/**
 * The entities that an application belongs to where this one merely claims it:
 * then its own owners have no say. Empty where it has not been claimed from anybody.
 */
export function claimedFrom(
  { bindings }: Pick<Application, 'bindings'>,
  entityRef: string,
): string[] {
  const confirmed = bindings
    .filter(binding => binding.confirmed)
    .map(binding => binding.entityRef);
  return confirmed.includes(entityRef) ? [] : confirmed;
}
