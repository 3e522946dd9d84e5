import {
  InstanceHealth,
  RepositoryHealth,
} from '@backstage-gitops/plugin-gitops-common';

const INSTANCE_STATES: Array<InstanceHealth['state']> = [
  'failing',
  'stale',
  'connecting',
  'reachable',
];
const REPOSITORY_STATES: Array<RepositoryHealth['state']> = [
  'failing',
  'stale',
  'indexing',
  'current',
];

/** Instances in need of somebody first, then by name. */
export function worstInstances(items: InstanceHealth[]): InstanceHealth[] {
  return [...items].sort(
    (a, b) =>
      INSTANCE_STATES.indexOf(a.state) - INSTANCE_STATES.indexOf(b.state) ||
      a.name.localeCompare(b.name),
  );
}

/** Repositories in need of somebody first, then those with part of their history. */
export function worstRepositories(
  items: RepositoryHealth[],
): RepositoryHealth[] {
  return [...items].sort(
    (a, b) =>
      REPOSITORY_STATES.indexOf(a.state) - REPOSITORY_STATES.indexOf(b.state) ||
      Number(b.partial) - Number(a.partial) ||
      a.url.localeCompare(b.url),
  );
}
