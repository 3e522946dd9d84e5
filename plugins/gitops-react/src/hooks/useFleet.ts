import { useApi } from '@backstage/frontend-plugin-api';
import {
  Facets,
  FacetsQuery,
  Fleet,
  FleetQuery,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useKept } from './useKept';
import { Live, useLive } from './useLive';
import { LivePages, usePages } from './usePages';

const PAGE = 50;

/** The applications that match, page by page. */
export function useFleet(query: FleetQuery): LivePages<Fleet> {
  const api = useApi(gitopsApiRef);
  return usePages(
    ['gitops', 'fleet', JSON.stringify(query)],
    PAGE,
    part => api.fleet({ ...query, ...part }),
    ({ items }) => items.map(({ id }) => id),
  );
}

/** How many applications there are of each kind, under the other filters. */
export function useFacets(query: FacetsQuery): Live<Facets> {
  const api = useApi(gitopsApiRef);
  return useKept(
    'facets',
    useLive(
      ['gitops', 'facets', JSON.stringify(query)],
      () => api.facets(query),
      () => [],
    ),
  );
}
