import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert } from '@backstage/ui';
import { ReadingProgress } from '../ReadingProgress';
import styles from './Commits.module.css';

const RepositoryNote = ({
  repository: { url: repository, state, reason, indexedAt, partial, progress },
}: {
  repository: RepositoryHealth;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (progress) {
    return (
      <ReadingProgress
        progress={progress}
        words={t('commits.reading', { ...progress, repository })}
      />
    );
  }
  if (state === 'indexing') {
    return <QuietText>{t('commits.indexing', { repository })}</QuietText>;
  }
  if (state === 'failing' || state === 'stale') {
    return (
      <Alert
        className={styles.note}
        status="warning"
        icon
        title={t(indexedAt ? 'commits.failing' : 'commits.unread', {
          repository,
          reason: reason ?? '',
        })}
      />
    );
  }
  return partial ? (
    <QuietText>{t('commits.partial', { repository })}</QuietText>
  ) : null;
};

/** Says of each repository why its commits may be not all, or old. */
export const RepositoryNotes = ({
  repositories,
}: {
  repositories: RepositoryHealth[];
}) => (
  <>
    {repositories.map(repository => (
      <RepositoryNote key={repository.url} repository={repository} />
    ))}
  </>
);
