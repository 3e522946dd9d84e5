import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FleetState,
  InstanceHealth,
  RepositoryHealth,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  StateIcon,
} from '@backstage-gitops/plugin-gitops-react';
import styles from './Instances.module.css';

type ObservedState = InstanceHealth['state'] | RepositoryHealth['state'];

/** The shapes of what is like it of applications. */
const SHAPES: Record<ObservedState, FleetState> = {
  failing: 'SyncFailed',
  stale: 'Stale',
  connecting: 'Progressing',
  indexing: 'Progressing',
  reachable: 'Synced',
  current: 'Synced',
};

/** How something that is observed stands: shape and word. */
export const ObservedMark = ({ state }: { state: ObservedState }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <span className={`${styles.mark} ${styles[state]}`} data-state={state}>
      <StateIcon state={SHAPES[state]} className={styles.icon} />
      {t(`instances.${state}`)}
    </span>
  );
};
