import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Sync } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
  Sha,
} from '@backstage-gitops/plugin-gitops-react';
import { shortRevision } from '../../rules/shortRevision';
import styles from './Deployments.module.css';

/** What a sync was of: its commit, and whatever revisions it has beside that. */
export const SyncRevision = ({
  sync: { commit, revisions },
}: {
  sync: Pick<Sync, 'commit' | 'revisions'>;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const others = [...new Set(revisions)].filter(
    revision => !commit || !revision.endsWith(commit.sha),
  );
  return (
    <>
      {commit && (
        <div className={styles.commit}>
          <span className={styles.what}>
            <Sha sha={commit.sha} url={commit.url} />
            <span className={styles.subject} title={commit.subject}>
              {commit.subject}
            </span>
          </span>
          <QuietText variant="body-small">{commit.author}</QuietText>
        </div>
      )}
      {others.length > 0 && (
        <div className={styles.revisions}>
          {others.map(revision => (
            <code key={revision} className={styles.revision} title={revision}>
              {shortRevision(revision)}
            </code>
          ))}
        </div>
      )}
      {!commit && others.length === 0 && (
        <QuietText as="p" variant="body-small">
          {t('deployments.revisionUnknown')}
        </QuietText>
      )}
    </>
  );
};
