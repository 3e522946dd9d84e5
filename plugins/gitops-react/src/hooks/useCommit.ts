import { useApi } from '@backstage/frontend-plugin-api';
import { CommitDetail } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { Live, useLive } from './useLive';

const touched = ({ impact }: CommitDetail) =>
  impact.items.map(({ applicationId }) => applicationId);

/** One commit with what it touches, kept fresh. */
export function useCommit(
  repositoryId: string,
  sha: string,
): Live<CommitDetail> {
  const api = useApi(gitopsApiRef);
  return useLive(
    ['gitops', 'commit', repositoryId, sha],
    () => api.commit(repositoryId, sha),
    touched,
  );
}
