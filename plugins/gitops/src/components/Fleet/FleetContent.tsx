import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  useFacets,
  useFleet,
} from '@backstage-gitops/plugin-gitops-react';
import { Button, Container, Flex } from '@backstage/ui';
import { isNarrowed } from '../../rules/fleetUrl';
import { FleetFilters } from './FleetFilters';
import { FleetTable } from './FleetTable';
import { StateFilter } from './StateFilter';
import { useFleetView } from './useFleetView';

/** What needs somebody's attention, of all that the reader may see. */
export const FleetContent = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { view, change, clear } = useFleetView();
  const { orderBy: _orderBy, ...filters } = view;
  const facets = useFacets(filters);
  const fleet = useFleet(view);
  const { value, error, retry, showMore } = fleet;
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="4" data-gitops="fleet">
        <StateFilter
          counts={facets.value?.state}
          selected={view.state}
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
        <FleetTable
          items={value?.items}
          hasFailed={error !== undefined}
          isNarrowed={isNarrowed(view)}
          onClear={clear}
        />
        {value && value.items.length > 0 && (
          <Flex align="center" gap="3">
            <QuietText variant="body-small">
              {t('fleet.shown', {
                shown: String(value.items.length),
                total: String(value.totalItems),
              })}
            </QuietText>
            {showMore && (
              <Button size="small" variant="secondary" onPress={showMore}>
                {t('fleet.more')}
              </Button>
            )}
          </Flex>
        )}
      </Flex>
    </Container>
  );
};
