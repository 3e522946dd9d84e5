import { CSSProperties, ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { CommitPlace } from '../../rules/commitsUrl';
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
  environments,
  addressOf,
  isBefore,
  end,
}: {
  commits: Commit[];
  environments: Array<string | null>;
  addressOf: (place: CommitPlace) => string;
  /** Others were asked for: what it shows is of before. */
  isBefore: boolean;
  /** Below the last one. */
  end: ReactNode;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const style: Style = { '--environments': environments.length };
  return (
    <div
      className={styles.scroller}
      role="region"
      aria-label={t('commits.title')}
      aria-busy={isBefore}
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
            <CommitRow
              key={`${commit.repositoryId} ${commit.sha}`}
              commit={commit}
              environments={environments}
              address={addressOf(commit)}
            />
          ))}
        </tbody>
      </table>
      {end}
    </div>
  );
};
