import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckIcon from '@material-ui/icons/Check';
import FiberManualRecordIcon from '@material-ui/icons/FiberManualRecord';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ScheduleIcon from '@material-ui/icons/Schedule';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  Sha,
} from '@backstage-gitops/plugin-gitops-react';
import { Cell, cellOf } from '../../rules/cell';
import styles from './CommitsTable.module.css';

const icons: Record<Exclude<Cell, 'untouched'>, ComponentType<SvgIconProps>> = {
  running: FiberManualRecordIcon,
  waiting: ScheduleIcon,
  unknown: HelpOutlineIcon,
  contained: CheckIcon,
};

const words = {
  running: 'tab.running',
  waiting: 'tab.waitingIn',
  unknown: 'tab.unknownIn',
  contained: 'tab.contained',
  untouched: 'tab.untouched',
} as const;

const CellMark = ({
  cell,
  environment,
}: {
  cell: Cell;
  environment: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const label = t(words[cell], { environment });
  if (cell === 'untouched') {
    return (
      <span className={styles.untouched} role="img" aria-label={label}>
        –
      </span>
    );
  }
  const Icon = icons[cell];
  return (
    <span className={`${styles.cell} ${styles[cell]}`} data-cell={cell}>
      <Icon fontSize="inherit" titleAccess={label} />
    </span>
  );
};

/** One commit a row, one environment a column, a mark where it runs. */
export const CommitsTable = ({
  commits,
  environments,
}: {
  commits: Commit[];
  environments: Array<string | null>;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    // Wide tables scroll by themselves.
    <div
      className={styles.scroller}
      role="region"
      aria-label={t('tab.commits')}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('tab.subject')}</th>
            <th scope="col">{t('tab.author')}</th>
            <th scope="col">{t('tab.when')}</th>
            {environments.map(environment => (
              <th
                key={environment ?? ''}
                scope="col"
                className={styles.environment}
                title={environment ?? undefined}
              >
                {environment ?? t('card.noEnvironment')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {commits.map(commit => (
            <tr key={`${commit.repository} ${commit.sha}`}>
              <td className={styles.subject}>
                <Sha sha={commit.sha} url={commit.url} />{' '}
                <span title={commit.subject}>{commit.subject}</span>
                {commit.merge && (
                  <span className={styles.merge}> {t('tab.merge')}</span>
                )}
              </td>
              <td className={styles.author}>{commit.author.name}</td>
              <td className={styles.when}>
                <Age at={commit.at} />
              </td>
              {environments.map(environment => (
                <td key={environment ?? ''} className={styles.environment}>
                  <CellMark
                    cell={cellOf(commit, environment)}
                    environment={environment ?? t('card.noEnvironment')}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
