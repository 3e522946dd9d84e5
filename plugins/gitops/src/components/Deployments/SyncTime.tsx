import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Sync } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';

/** When a sync was, and how long it took or has been going on. */
export const SyncTime = ({
  sync: { phase, startedAt, finishedAt },
}: {
  sync: Pick<Sync, 'phase' | 'startedAt' | 'finishedAt'>;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { duration } = useTimeFormat();
  if (phase === 'Running' && startedAt) {
    return (
      <Age at={startedAt}>{age => t('deployments.runningFor', { age })}</Age>
    );
  }
  const at = finishedAt ?? startedAt;
  if (!at) return <>{t('deployments.timeUnknown')}</>;
  const took =
    startedAt &&
    finishedAt &&
    duration(Date.parse(finishedAt) - Date.parse(startedAt));
  return (
    <>
      <Age at={at} />
      {took && ` · ${t('deployments.took', { duration: took })}`}
    </>
  );
};
