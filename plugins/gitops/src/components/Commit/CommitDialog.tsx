import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  useCommit,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Skeleton, VisuallyHidden } from '@backstage/ui';
import { CommitPlace } from '../../rules/commitsUrl';
import { LookDialog } from '../LookDialog';
import { ChangedFiles } from './ChangedFiles';
import { CommitChanges } from './CommitChanges';
import { CommitFacts } from './CommitFacts';
import { ImpactList } from './ImpactList';
import { MergeTag } from './MergeTag';
import { ReviewFacts } from './ReviewFacts';
import styles from './Commit.module.css';

const Problem = ({
  error,
  retry,
  hasValue,
}: {
  error: Error;
  retry: () => Promise<void>;
  hasValue: boolean;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const isGone = error instanceof ResponseError && error.statusCode === 404;
  return isGone ? (
    <Alert role="alert" status="info" icon title={t('commit.gone')} />
  ) : (
    <ProblemNote
      title={t('commit.failed')}
      error={error}
      retry={retry}
      hasValue={hasValue}
    />
  );
};

/** One commit: what it is, how it was reviewed, what it touches, and what it changed. */
export const CommitDialog = ({
  place,
  known,
  environments,
  onClose,
}: {
  place: CommitPlace;
  /** What a list says of it, until all of it has come. */
  known?: Commit;
  /** In promotion order. */
  environments: string[];
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { value, error, isLoading, retry } = useCommit(
    place.repositoryId,
    place.sha,
  );
  const commit = value?.commit ?? known;
  const title = t('commit.title', { sha: place.sha.slice(0, 7) });
  return (
    <LookDialog
      name="commit"
      title={
        <span className={styles.title}>
          {commit?.subject || title} {commit?.merge && <MergeTag />}
        </span>
      }
      width={960}
      onClose={onClose}
    >
      {error && (
        <Problem error={error} retry={retry} hasValue={commit !== undefined} />
      )}
      {commit && (
        <div className={styles.facts}>
          <CommitFacts commit={commit} />
          <ReviewFacts commit={commit} />
        </div>
      )}
      {isLoading && (
        <div role="status">
          <VisuallyHidden>{t('commit.loading')}</VisuallyHidden>
          <Skeleton width="100%" height={commit ? 160 : 320} />
        </div>
      )}
      {value && (
        <>
          <ImpactList
            impact={value.impact}
            marks={value.commit.marks}
            environments={environments}
          />
          <ChangedFiles files={value.files} otherFiles={value.otherFiles} />
          <CommitChanges place={place} />
        </>
      )}
    </LookDialog>
  );
};
