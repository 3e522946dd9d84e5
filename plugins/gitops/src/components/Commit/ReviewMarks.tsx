import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CommitReview, Review } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { VisuallyHidden } from '@backstage/ui';
import { ChecksMark } from './ChecksMark';
import { PullLink } from './PullLink';
import { useUnknownWords } from './useUnknownWords';
import { VerdictMark } from './VerdictMark';
import styles from './Commit.module.css';

/** Stands back, and accuses nobody; the words are within reach. */
const Unknown = ({ review }: { review: Review }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const words = useUnknownWords(review);
  return (
    <span className={styles.unknown} title={words} data-verdict="unknown">
      <span className={styles.dash} aria-hidden>
        –
      </span>
      <span className={styles.instead} aria-hidden>
        {t('review.unknown')}
      </span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
};

/** How a commit was reviewed and checked, in short. */
export const ReviewMarks = ({
  commit: { review, checks },
}: {
  commit: Pick<CommitReview, 'review' | 'checks'>;
}) => (
  <span className={styles.marks}>
    {review.state === 'unknown' ? (
      <Unknown review={review} />
    ) : (
      <span className={styles.verdict}>
        {review.state === 'pull' && (
          <PullLink pull={review.pull}>{`#${review.pull.number}`}</PullLink>
        )}{' '}
        <VerdictMark review={review} />
      </span>
    )}{' '}
    <ChecksMark checks={checks} />
  </span>
);
