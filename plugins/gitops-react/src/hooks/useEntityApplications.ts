import { useApi } from '@backstage/frontend-plugin-api';
import { EntityApplications } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { Live, useLive } from './useLive';

const ids = ({ items }: EntityApplications) => items.map(({ id }) => id);

/** The applications of an entity: one request, shared on the page, kept fresh. */
export function useEntityApplications(
  entityRef: string,
): Live<EntityApplications> {
  const api = useApi(gitopsApiRef);
  return useLive(
    ['gitops', 'applications', entityRef],
    () => api.entityApplications(entityRef),
    ids,
  );
}
