import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Facets,
  FleetState,
  fleetStateSchema,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  StateIcon,
} from '@backstage-gitops/plugin-gitops-react';
import { Skeleton, ToggleButton } from '@backstage/ui';
import styles from './Fleet.module.css';

const place = (state: FleetState) => fleetStateSchema.options.indexOf(state);

/** How many applications are in each state, the worst first; each is a filter. */
export const StateFilter = ({
  counts,
  selected,
  isLoading,
  onSelect,
}: {
  counts: Facets['state'] | undefined;
  selected: FleetState | undefined;
  isLoading: boolean;
  onSelect: (state: FleetState | undefined) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (!counts && isLoading) return <Skeleton width="60%" height={32} />;
  const states = (counts ?? [])
    .flatMap(({ value, count }) => {
      const state = fleetStateSchema.safeParse(value);
      return state.success ? [{ state: state.data, count }] : [];
    })
    .sort((a, b) => place(a.state) - place(b.state));
  // What is filtered by stays, to be taken back, also when nothing is left of it.
  if (selected && !states.some(({ state }) => state === selected)) {
    states.push({ state: selected, count: 0 });
  }
  if (states.length === 0) return null;
  return (
    <div className={styles.states} role="group" aria-label={t('fleet.states')}>
      {states.map(({ state, count }) => (
        <ToggleButton
          key={state}
          size="small"
          iconStart={<StateIcon state={state} />}
          isSelected={state === selected}
          onChange={isSelected => onSelect(isSelected ? state : undefined)}
        >
          {t('fleet.state', {
            state: t(state === 'Stale' ? 'fleet.stale' : `state.${state}`),
            total: String(count),
          })}
        </ToggleButton>
      ))}
    </div>
  );
};
