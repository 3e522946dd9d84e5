import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckIcon from '@material-ui/icons/Check';
import FiberManualRecordIcon from '@material-ui/icons/FiberManualRecord';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import RemoveIcon from '@material-ui/icons/Remove';
import ScheduleIcon from '@material-ui/icons/Schedule';
import { Since } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';
import { Cell } from '../../rules/cell';
import styles from './CommitsTable.module.css';

const icons: Record<Cell, ComponentType<SvgIconProps>> = {
  running: FiberManualRecordIcon,
  waiting: ScheduleIcon,
  unknown: HelpOutlineIcon,
  contained: CheckIcon,
  untouched: RemoveIcon,
};

const words = {
  running: 'commits.running',
  waiting: 'commits.waitingIn',
  unknown: 'commits.unknownIn',
  contained: 'commits.contained',
  untouched: 'commits.untouched',
} as const;

/** Where a commit stands in one environment, and since when. */
export const CellMark = ({
  cell,
  since,
  environment,
}: {
  cell: Cell;
  since: Since | null;
  environment: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { moment } = useTimeFormat();
  const where = t(words[cell], { environment });
  const Icon = icons[cell];
  const at = since?.at;
  const isExact = since?.precision === 'exact';
  return (
    <td className={styles.environment} data-cell={cell}>
      <span className={styles.cell}>
        <Icon
          className={styles.icon}
          fontSize="inherit"
          titleAccess={
            at
              ? t(isExact ? 'commits.markSince' : 'commits.markSinceAtLeast', {
                  words: where,
                  time: moment(at),
                })
              : where
          }
        />
        <span className={styles.where} aria-hidden>
          {where}
        </span>
        {at && cell === 'running' && (
          <span className={styles.since}>
            <Age at={at}>
              {age => t(isExact ? 'commits.for' : 'since.atLeast', { age })}
            </Age>
          </span>
        )}
      </span>
    </td>
  );
};
