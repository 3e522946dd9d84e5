import {
  Application,
  EntityApplications,
} from '@backstage-gitops/plugin-gitops-common';

/** The applications of one environment; null for those that no rule gives one. */
export interface Lane {
  environment: string | null;
  applications: Application[];
}

/** Lanes in promotion order; environments without an application are left out. */
export function lanes({
  items,
  environments,
}: Pick<EntityApplications, 'items' | 'environments'>): Lane[] {
  return [...environments, null]
    .map(environment => ({
      environment,
      applications: items
        .filter(item => placeOf(item, environments) === environment)
        .sort((a, b) => a.name.localeCompare(b.name)),
    }))
    .filter(lane => lane.applications.length > 0);
}

// An environment that the configuration has meanwhile dropped is none.
function placeOf(
  { environment }: Application,
  environments: string[],
): string | null {
  return environment !== null && environments.includes(environment)
    ? environment
    : null;
}
