import { TouchedApplication } from '@backstage-gitops/plugin-gitops-common';

/**
 * In promotion order, then environments that have no place in it, applications
 * without one last; each by name.
 */
export function byEnvironment(
  items: TouchedApplication[],
  promotionOrder: string[],
): Array<{ environment: string | null; applications: TouchedApplication[] }> {
  const environments = new Set([
    ...promotionOrder,
    ...items.flatMap(item => item.environment ?? []),
  ]);
  return [...environments, null]
    .map(environment => ({
      environment,
      applications: items
        .filter(item => item.environment === environment)
        .sort((a, b) => a.name.localeCompare(b.name)),
    }))
    .filter(({ applications }) => applications.length > 0);
}
