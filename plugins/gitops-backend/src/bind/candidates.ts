import { ApplicationClaim } from '@backstage-gitops/plugin-gitops-node';
import { BindableApplication } from './BindableApplication';

/** Finds the applications that a claim may mean without looking at each. */
export interface ApplicationIndex {
  all: BindableApplication[];
  byName: Map<string, BindableApplication[]>;
  byLabel: Map<string, BindableApplication[]>;
}

export function indexApplications(
  applications: BindableApplication[],
): ApplicationIndex {
  const byName = new Map<string, BindableApplication[]>();
  const byLabel = new Map<string, BindableApplication[]>();
  for (const application of applications) {
    push(byName, application.name, application);
    for (const [key, value] of Object.entries(application.labels)) {
      push(byLabel, labelKey(key, value), application);
    }
  }
  return { all: applications, byName, byLabel };
}

/** No fewer than the claim matches; each at most once. */
export function candidates(
  index: ApplicationIndex,
  claim: ApplicationClaim,
): BindableApplication[] {
  if (claim.names) {
    return [...new Set(claim.names)].flatMap(
      name => index.byName.get(name) ?? [],
    );
  }
  const required = claim.labels?.find(label => label.operator === 'In');
  if (required) {
    // A key has one value, so no application is found under two of them.
    return [...new Set(required.values)].flatMap(
      value => index.byLabel.get(labelKey(required.key, value)) ?? [],
    );
  }
  return index.all;
}

function labelKey(key: string, value: string): string {
  return `${key}=${value}`;
}

export function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
