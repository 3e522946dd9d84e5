import { useApi } from '@backstage/frontend-plugin-api';
import { Alerts, AlertsQuery } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { LivePages, usePages } from './usePages';

const PAGE = 50;

/** The alerts that match, the newest first, page by page. */
export function useAlerts(query: AlertsQuery): LivePages<Alerts> {
  const api = useApi(gitopsApiRef);
  return usePages(
    ['gitops', 'alerts', JSON.stringify(query)],
    PAGE,
    part => api.alerts({ ...query, ...part }),
    ({ items }) => items.map(({ application }) => application.id),
  );
}
