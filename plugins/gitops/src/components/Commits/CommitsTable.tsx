import { CSSProperties, ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { CommitPlace } from '../../rules/commitsUrl';
import { Lane } from '../../rules/lanes';
import { CellLegend } from './CellLegend';
import { CommitRow } from './CommitRow';
import styles from './CommitsTable.module.css';

/** A custom property of CSS. */
interface Style extends CSSProperties {
  '--environments': number;
}

/**
 * One commit a row, one environment a column, a mark where it runs. It scrolls by
 * itself: what stands below it on the page is to be reached while it goes on.
 */
export const CommitsTable = ({
  commits,
  lanes,
  addressOf,
  asked,
  isBefore,
  end,
}: {
  commits: Commit[];
  lanes: Lane[];
  addressOf: (place: CommitPlace) => string;
  /** What they were asked for by; for others it begins at the top. */
  asked: string;
  /** Others were asked for: what it shows is of before. */
  isBefore: boolean;
  /** Below the last one. */
  end: ReactNode;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const style: Style = { '--environments': lanes.length };
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!isBefore && scroller.current) scroller.current.scrollTop = 0;
  }, [asked, isBefore]);
  return (
    <div className={styles.list}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="region"
        aria-label={t('commits.title')}
        aria-busy={isBefore}
        // What scrolls can be scrolled by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className={styles.table} style={style}>
          <thead>
            <tr>
              <th scope="col">{t('commits.subject')}</th>
              <th scope="col" className={styles.author}>
                {t('commits.author')}
              </th>
              <th scope="col" className={styles.review}>
                {t('commits.review')}
              </th>
              {lanes.map(({ environment }) => (
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
              <CommitRow
                key={`${commit.repositoryId} ${commit.sha}`}
                commit={commit}
                lanes={lanes}
                address={addressOf(commit)}
              />
            ))}
          </tbody>
        </table>
        {end}
      </div>
      <CellLegend />
    </div>
  );
};
