import { Checks } from '@backstage-gitops/plugin-gitops-common';

/** What several checks say together: one failure is one, whatever else runs. */
export function verdictOf(checks: readonly Checks[]): Checks {
  const told = checks.filter(check => check !== 'none');
  for (const weightier of ['failed', 'running', 'unknown'] as const) {
    if (told.includes(weightier)) return weightier;
  }
  return told.length > 0 ? 'passed' : 'none';
}
