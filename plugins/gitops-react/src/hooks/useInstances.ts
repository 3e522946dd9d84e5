import { useApi } from '@backstage/frontend-plugin-api';
import { Instances } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { isIndexing } from './isIndexing';
import { Live, useLive } from './useLive';

/** Every instance and repository, kept fresh; for who may see the whole fleet. */
export function useInstances(): Live<Instances> {
  const api = useApi(gitopsApiRef);
  return useLive(
    ['gitops', 'instances'],
    () => api.instances(),
    () => [],
    isIndexing,
  );
}
