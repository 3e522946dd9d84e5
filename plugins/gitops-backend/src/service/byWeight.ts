import {
  HealthStatus,
  ManagedResource,
  ResourceRef,
} from '@backstage-gitops/plugin-gitops-common';

const WORST_FIRST: Array<HealthStatus | undefined> = [
  'Degraded',
  'Missing',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
  undefined,
];

/** What the application applies is before what was made for it; then the worst is first. */
function weigh({ parent, health }: ManagedResource): number {
  return (parent ? WORST_FIRST.length : 0) + WORST_FIRST.indexOf(health);
}

function keyOf({ group, kind, namespace = '', name }: ResourceRef): string {
  return [group, kind, namespace, name].join('/');
}

/**
 * What matters most first, each after its parent, so that however many are taken
 * hang together.
 */
export function byWeight(resources: ManagedResource[]): ManagedResource[] {
  const byKey = new Map(resources.map(each => [keyOf(each), each]));
  const begun = new Set<ManagedResource>();
  const ordered: ManagedResource[] = [];
  const add = (resource: ManagedResource) => {
    // Owners may go round in a circle.
    if (begun.has(resource)) return;
    begun.add(resource);
    const parent = resource.parent && byKey.get(keyOf(resource.parent));
    if (parent) add(parent);
    ordered.push(resource);
  };
  const weighed = resources.map(resource => ({
    resource,
    weight: weigh(resource),
  }));
  weighed.sort((a, b) => a.weight - b.weight);
  for (const { resource } of weighed) add(resource);
  return ordered;
}
