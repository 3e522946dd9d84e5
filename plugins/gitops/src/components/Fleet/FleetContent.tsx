import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  useFacets,
  useFleet,
} from '@backstage-gitops/plugin-gitops-react';
import { Container, Flex } from '@backstage/ui';
import { isNarrowed } from '../../rules/fleetUrl';
import { ShowMore } from '../ShowMore';
import { FleetFilters } from './FleetFilters';
import { FleetTable } from './FleetTable';
import { NoApplications } from './NoApplications';
import { StateFilter } from './StateFilter';
import { useFleetView } from './useFleetView';

/** What needs somebody's attention, of all that the reader may see. */
export const FleetContent = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { view, change, clear } = useFleetView();
  const { orderBy: _orderBy, ...filters } = view;
  const facets = useFacets(filters);
  const fleet = useFleet(view);
  const { value, error, isLoading, retry } = fleet;
  const items = value?.items ?? [];
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="4" data-gitops="fleet">
        <StateFilter
          counts={facets.value?.state}
          selected={view.state}
          isLoading={facets.isLoading}
          onSelect={state => change({ state })}
        />
        <FleetFilters view={view} facets={facets.value} onChange={change} />
        {error && (
          <ProblemNote
            error={error}
            retry={retry}
            hasValue={value !== undefined}
          />
        )}
        {(items.length > 0 || isLoading) && (
          <FleetTable items={items} isLoading={isLoading} />
        )}
        {value && items.length === 0 && !isLoading && (
          <NoApplications isNarrowed={isNarrowed(view)} onClear={clear} />
        )}
        {value && items.length > 0 && (
          <Flex align="center" gap="3">
            <QuietText variant="body-small">
              {t('fleet.shown', {
                shown: String(items.length),
                count: value.totalItems,
              })}
            </QuietText>
            <ShowMore pages={fleet}>{t('fleet.more')}</ShowMore>
          </Flex>
        )}
      </Flex>
    </Container>
  );
};
