import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import { VisuallyHidden } from '@backstage/ui';
import { ChecksMark } from './ChecksMark';
import { PullLink } from './PullLink';
import { VerdictMark } from './VerdictMark';
import styles from './Commit.module.css';

/** How a commit was reviewed and checked, in short; the commit, opened, says all of it. */
export const ReviewMarks = ({
  commit: { review, checks },
}: {
  commit: Pick<CommitReview, 'review' | 'checks'>;
}) => {
  const reason = review.state === 'unknown' ? review.reason : undefined;
  return (
    <span className={styles.marks}>
      <span className={styles.verdict} title={reason}>
        {review.state === 'pull' && (
          <PullLink pull={review.pull}>{`#${review.pull.number}`}</PullLink>
        )}{' '}
        <VerdictMark review={review} />
        {reason && <VisuallyHidden>{` (${reason})`}</VisuallyHidden>}
      </span>{' '}
      <ChecksMark checks={checks} />
    </span>
  );
};
