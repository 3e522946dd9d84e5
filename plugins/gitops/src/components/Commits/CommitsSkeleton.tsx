import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Commits.module.css';

/** A list of the size that comes. */
export const CommitsSkeleton = ({ label }: { label: string }) => (
  <div role="status" className={styles.skeleton}>
    <VisuallyHidden>{label}</VisuallyHidden>
    {Array.from({ length: 20 }, (_, row) => (
      <Skeleton key={row} width="100%" height={36} />
    ))}
  </div>
);
