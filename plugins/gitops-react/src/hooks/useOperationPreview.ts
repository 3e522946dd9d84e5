import { useApi } from '@backstage/frontend-plugin-api';
import {
  OperationPreview,
  OperationType,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useForgotten } from './useForgotten';
import { Live, useLive } from './useLive';

/** What an operation would do, kept fresh while it is looked at. */
export function useOperationPreview(
  applicationId: string,
  type: OperationType,
): Live<OperationPreview> {
  const api = useApi(gitopsApiRef);
  const key = useForgotten(['gitops-opened', 'preview', applicationId, type]);
  return useLive(
    key,
    () => api.previewOperation(applicationId, type),
    () => [applicationId],
  );
}
