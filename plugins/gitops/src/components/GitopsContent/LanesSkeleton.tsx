import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './GitopsContent.module.css';

export const LanesSkeleton = ({ label }: { label: string }) => (
  <div role="status">
    <VisuallyHidden>{label}</VisuallyHidden>
    <div className={styles.lanes}>
      {[0, 1].map(lane => (
        <Skeleton key={lane} width="100%" height={220} />
      ))}
    </div>
  </div>
);
