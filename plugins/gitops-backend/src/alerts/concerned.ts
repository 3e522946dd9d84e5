import { Binding } from '@backstage-gitops/plugin-gitops-common';

/** Whom it concerns: the entities that the application names itself, else those that claim it. */
export function concerned(bindings: Binding[]): string[] {
  const confirmed = bindings.filter(binding => binding.confirmed);
  return (confirmed.length > 0 ? confirmed : bindings).map(
    ({ entityRef }) => entityRef,
  );
}
