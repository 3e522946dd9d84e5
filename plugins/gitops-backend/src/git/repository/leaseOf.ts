/** What the lease is called that allows to write to a repository's index. */
export function leaseOf(repositoryId: number): string {
  return `git-repository:${repositoryId}`;
}
