import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { AzurePull, foundSchema } from './azureSchemas';
import { HostApi } from './hostApi';
import { branchOf, MergedPull } from './pickPull';

/** Of all that is asked of Azure DevOps. */
export const VERSION = 'api-version=7.0';

export interface CompletedPull extends MergedPull {
  /** The last commit of its branch. */
  head: string | undefined;
}

function completedOf(pull: AzurePull): CompletedPull[] {
  if (pull.status !== 'completed') return [];
  return [
    {
      number: pull.pullRequestId,
      into: branchOf(pull.targetRefName),
      mergedAt: toTimestamp(pull.closedDate) ?? null,
      landedAs: [pull.lastMergeCommit?.commitId ?? ''],
      head: pull.lastMergeSourceCommit?.commitId,
    },
  ];
}

/** By which a commit is looked for: the completion made it, or it was in the branch. */
export type AzureQuery = 'lastMergeCommit' | 'commit';

/** The completed pull requests of commits, by the commit; one that has none is left out. */
export async function findPulls(
  api: HostApi,
  shas: readonly string[],
  types: readonly AzureQuery[],
): Promise<Map<string, CompletedPull[]>> {
  const queries = types.map(type => ({ type, items: shas }));
  const { results } = await api.post(
    foundSchema,
    `/pullrequestquery?${VERSION}`,
    { queries },
  );
  const found = new Map<string, CompletedPull[]>();
  for (const [sha, pulls] of results.flatMap(Object.entries<AzurePull[]>)) {
    const others = found.get(sha) ?? [];
    found.set(sha, [...others, ...pulls.flatMap(completedOf)]);
  }
  return found;
}
