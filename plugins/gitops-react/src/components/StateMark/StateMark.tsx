import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DisplayMark } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '../../translation';
import { SinceText, TimeUntil } from '../Age';
import { StateIcon } from './StateIcon';
import styles from './StateMark.module.css';

// An age beside these would be noise: they are as they should be.
const CALM = new Set(['Synced', 'HealthUnknown', 'Unknown']);

/** One state: shape, word, and how long it has been so. */
export const StateMark = ({
  mark,
  text,
}: {
  mark: DisplayMark;
  /** In place of the usual words. */
  text?: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const usual = useStateText(mark);
  const turning = mark.word === 'Syncing' || mark.word === 'Progressing';
  const outline = mark.word === 'CannotCompare';
  const showAge = mark.since?.at && !CALM.has(mark.word);
  return (
    <span
      className={[
        styles.mark,
        styles[mark.tone],
        outline ? styles.outline : '',
      ].join(' ')}
      title={mark.reason}
      data-state={mark.word}
    >
      <StateIcon
        state={mark.word}
        className={`${styles.icon} ${turning ? styles.turning : ''}`}
      />
      <span>
        {text ?? usual}
        {showAge && mark.since && (
          <span className={styles.extra}>
            {' · '}
            <SinceText since={mark.since} />
          </span>
        )}
        {mark.opensAt && (
          <span className={styles.extra}>
            {' · '}
            <TimeUntil at={mark.opensAt}>
              {time => t('state.blockedFor', { time })}
            </TimeUntil>
          </span>
        )}
      </span>
    </span>
  );
};

function useStateText(mark: DisplayMark): string {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (mark.word === 'Pending') {
    const words =
      typeof mark.commits === 'number' && mark.commits > 0
        ? t('state.pendingCommits', { count: mark.commits })
        : t('state.Pending');
    return mark.driftNotChecked
      ? `${words}, ${t('state.driftNotChecked')}`
      : words;
  }
  if (mark.word === 'Paused' && mark.by) {
    return t('state.pausedBy', { by: mark.by });
  }
  if (mark.word === 'WindowClosed' && mark.letsPeople) {
    return t('state.windowLetsPeople');
  }
  return t(`state.${mark.word}`);
}
