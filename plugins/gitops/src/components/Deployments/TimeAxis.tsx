import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Syncs } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
  useNow,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';
import { Lane } from '../../rules/lanes';
import { spanKey } from '../../rules/history';
import { AxisLane, timeAxis } from '../../rules/timeAxis';
import { AxisMark } from './AxisMark';
import { useArrowKeys } from './useArrowKeys';
import { useSpanWords } from './useSpanWords';
import styles from './TimeAxis.module.css';

const Gap = ({ gap: { span, from, to } }: { gap: AxisLane['gaps'][0] }) => (
  <span
    className={styles.gap}
    style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
    title={useSpanWords(span)}
    data-gap={span.instance}
    aria-hidden
  />
);

const AxisLaneRow = ({
  lane: { application, environment, marks, gaps },
  reachable,
  onReach,
}: {
  lane: AxisLane;
  /** The sync whose mark Tab comes to. */
  reachable?: string;
  onReach: (id: string) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const stage = environment ?? t('card.noEnvironment');
  return (
    <div className={styles.lane} data-lane={application.name}>
      <div className={styles.label} aria-hidden>
        <span title={stage}>{stage}</span>{' '}
        <span className={styles.name} title={application.name}>
          {application.name}
        </span>
      </div>
      <div className={styles.track}>
        <div className={styles.inner}>
          {gaps.map(gap => (
            <Gap key={spanKey(gap.span)} gap={gap} />
          ))}
          {marks.map(({ sync, place }) => (
            <AxisMark
              key={sync.id}
              sync={sync}
              lane={`${stage} · ${application.name}`}
              place={place}
              isReachable={sync.id === reachable}
              onReach={onReach}
            />
          ))}
        </div>
      </div>
    </div>
  );
};

/**
 * The syncs along time, one lane for each application. The list below says the
 * same, so that what is read aloud here is no more than one group of buttons that
 * lead there, and Tab stops at it once.
 */
export const TimeAxis = ({ syncs, lanes }: { syncs: Syncs; lanes: Lane[] }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { moment } = useTimeFormat();
  const now = useNow();
  const axis = timeAxis(syncs, lanes, now);
  const { reachable, onReach, onKeyDown } = useArrowKeys(
    (axis?.lanes ?? []).flatMap(({ marks }) =>
      marks.map(({ sync }) => sync.id),
    ),
  );
  if (!axis || axis.lanes.length === 0) return null;
  return (
    <div className={styles.axis}>
      <div
        role="toolbar"
        aria-label={t('deployments.axis')}
        onKeyDown={onKeyDown}
      >
        {axis.lanes.map(lane => (
          <AxisLaneRow
            key={lane.application.id}
            lane={lane}
            reachable={reachable}
            onReach={onReach}
          />
        ))}
      </div>
      <div className={styles.lane} aria-hidden>
        <div className={styles.label} />
        <div className={styles.ticks}>
          <span>{moment(axis.from)}</span>
          <span className={styles.middle}>
            {moment((axis.from + axis.to) / 2)}
          </span>
          <span className={styles.end}>{t('deployments.now')}</span>
        </div>
      </div>
      {axis.hidden > 0 && (
        <QuietText as="p" variant="body-small">
          {t('deployments.moreLanes', { count: axis.hidden })}
        </QuietText>
      )}
    </div>
  );
};
