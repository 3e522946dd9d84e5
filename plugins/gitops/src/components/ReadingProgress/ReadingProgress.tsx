import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import { QuietText } from '@backstage-gitops/plugin-gitops-react';
import styles from './ReadingProgress.module.css';

/** How far the history of a repository has been read: in words, and as a bar. */
export const ReadingProgress = ({
  progress: { done, total },
  words,
}: {
  progress: NonNullable<RepositoryHealth['progress']>;
  words: string;
}) => (
  <div className={styles.progress}>
    <QuietText as="p" variant="body-small">
      {words}
    </QuietText>
    <progress
      className={styles.bar}
      // What was counted before it began may be exceeded by then.
      value={Math.min(done, total)}
      max={total}
      aria-label={words}
    />
  </div>
);
