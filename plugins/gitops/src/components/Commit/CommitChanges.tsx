import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  isForbidden,
  ProblemNote,
  QuietText,
  useCommitDiff,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Button, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { CommitPlace } from '../../rules/commitsUrl';
import { FileChange } from './FileChange';
import styles from './Commit.module.css';

const Changes = ({ place: { repositoryId, sha } }: { place: CommitPlace }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { value, error, isLoading, retry } = useCommitDiff(repositoryId, sha);
  if (error && isForbidden(error)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('commit.diffForbiddenTitle')}
        description={t('commit.diffForbidden')}
      />
    );
  }
  return (
    <>
      {error && (
        <ProblemNote
          title={t('commit.diffFailed')}
          error={error}
          retry={retry}
          hasValue={value !== undefined}
        />
      )}
      {isLoading && (
        <div role="status">
          <VisuallyHidden>{t('commit.diffLoading')}</VisuallyHidden>
          <Skeleton width="100%" height={240} />
        </div>
      )}
      {value && (
        <>
          <pre className={styles.message}>{value.message.trimEnd()}</pre>
          {value.files.map(file => (
            <FileChange key={file.path} file={file} />
          ))}
          {value.files.length === 0 && (
            <QuietText as="p" variant="body-small">
              {t('commit.diffNone')}
            </QuietText>
          )}
          {value.otherFiles > 0 && (
            <QuietText as="p" variant="body-small">
              {t('commit.otherFiles', { count: value.otherFiles })}
            </QuietText>
          )}
        </>
      )}
    </>
  );
};

/** The message of a commit and what it changed, file by file: asked of Git when one wants to see it. */
export const CommitChanges = ({ place }: { place: CommitPlace }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  // The button that opens it is gone then, and with it the focus would be.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [isOpen]);
  return (
    <section className={styles.section}>
      {isOpen ? (
        <>
          <Text as="h3" weight="bold" ref={heading} tabIndex={-1}>
            {t('commit.changes')}
          </Text>
          <Changes place={place} />
        </>
      ) : (
        <div>
          <Button variant="secondary" onPress={() => setOpen(true)}>
            {t('commit.showDiff')}
          </Button>
        </div>
      )}
    </section>
  );
};
