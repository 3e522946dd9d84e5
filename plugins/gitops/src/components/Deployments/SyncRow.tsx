import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Sync } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
  OutcomeIcon,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { SyncRevision } from './SyncRevision';
import { SyncTime } from './SyncTime';
import { rowId } from './rowId';
import { useInitiator } from './useInitiator';
import { useOutcome } from './useOutcome';
import styles from './Deployments.module.css';

/** One sync: how it ended, where, of what, when, by whom, and what went wrong. */
export const SyncRow = ({
  sync,
  place,
}: {
  sync: Sync;
  /** Its environment and application, where they are known. */
  place?: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const outcome = useOutcome(sync);
  const initiator = useInitiator(sync.initiatedBy);
  const who =
    initiator && sync.initiatedBy?.name
      ? t('requested.by', { name: initiator })
      : initiator;
  const { phase, repeats, former, message } = sync;
  return (
    <li id={rowId(sync)} tabIndex={-1} className={styles.row} data-sync={phase}>
      <div className={styles.head}>
        <Text variant="body-small" weight="bold" className={styles.outcome}>
          <OutcomeIcon phase={phase} className={styles.icon} />
          {outcome}
        </Text>{' '}
        {place && (
          <Text variant="body-small" className={styles.place}>
            {place}
          </Text>
        )}{' '}
        <QuietText variant="body-small">
          <SyncTime sync={sync} />
          {who && ` · ${who}`}
        </QuietText>
      </div>
      <SyncRevision sync={sync} />
      {repeats && repeats.count > 1 && (
        <QuietText as="p" variant="body-small">
          <Age at={repeats.lastAt}>
            {age =>
              t('deployments.repeats', { times: String(repeats.count), age })
            }
          </Age>
        </QuietText>
      )}
      {former && (
        <QuietText as="p" variant="body-small">
          {t('deployments.former')}
        </QuietText>
      )}
      {(phase === 'Failed' || phase === 'Unknown') && message && (
        <EngineWords>{message}</EngineWords>
      )}
    </li>
  );
};
