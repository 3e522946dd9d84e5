import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/** As tall as two environments, so that nothing jumps when they come. */
export const CardSkeleton = ({ label }: { label: string }) => (
  <div role="status">
    <VisuallyHidden>{label}</VisuallyHidden>
    <Flex direction="column" gap="3">
      {[0, 1].map(row => (
        <Flex key={row} direction="column" gap="1">
          <Skeleton width="60%" height={24} />
          <Skeleton width="85%" height={18} />
        </Flex>
      ))}
    </Flex>
  </div>
);
