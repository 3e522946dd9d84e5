import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Sync } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  OutcomeIcon,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { shortRevision } from '../../rules/shortRevision';
import { rowId } from './rowId';
import { useOutcome } from './useOutcome';
import styles from './TimeAxis.module.css';

/** One sync at its time; leads to its row in the list. */
export const AxisMark = ({
  sync,
  lane,
  place,
  isReachable,
  onReach,
}: {
  sync: Sync;
  /** Environment and application. */
  lane: string;
  /** From 0, the left end, to 1. */
  place: number;
  /** Tab comes to it. */
  isReachable: boolean;
  onReach: (id: string) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { moment } = useTimeFormat();
  const outcome = useOutcome(sync);
  const { commit, phase, revisions, startedAt, finishedAt } = sync;
  const [revision] = revisions;
  const what = commit?.subject ?? (revision && shortRevision(revision));
  const at = startedAt ?? finishedAt;
  return (
    <TooltipTrigger delay={200}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        className={`${styles.mark} ${phase === 'Failed' ? styles.front : ''}`}
        style={{ left: `${place * 100}%` }}
        aria-label={`${outcome} · ${lane}`}
        excludeFromTabOrder={!isReachable}
        icon={<OutcomeIcon phase={phase} />}
        onFocus={() => onReach(sync.id)}
        onPress={() => document.getElementById(rowId(sync))?.focus()}
      />
      <Tooltip className={styles.tooltip}>
        {at && t('deployments.at', { outcome, at: moment(at) })}
        {what && <span className={styles.what}>{what}</span>}
      </Tooltip>
    </TooltipTrigger>
  );
};
