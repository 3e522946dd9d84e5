import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';

/** Whether the history of one of them is being read, so that there will be more of it soon. */
export function isIndexing({
  repositories,
}: {
  repositories: RepositoryHealth[];
}): boolean {
  return repositories.some(
    ({ state, progress }) => state === 'indexing' || progress !== null,
  );
}
