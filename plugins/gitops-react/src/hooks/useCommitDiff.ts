import { useApi } from '@backstage/frontend-plugin-api';
import { CommitDiff } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useAsked } from './useAsked';
import { Live } from './useLive';

/** What a commit changes in each file, asked of Git. */
export function useCommitDiff(
  repositoryId: string,
  sha: string,
): Live<CommitDiff> {
  const api = useApi(gitopsApiRef);
  return useAsked('commit', `${repositoryId}/${sha}`, () =>
    api.commitDiff(repositoryId, sha),
  );
}
