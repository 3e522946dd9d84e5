import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/** An axis and some rows that are on their way. */
export const DeploymentsSkeleton = ({ label }: { label: string }) => (
  <div role="status">
    <VisuallyHidden>{label}</VisuallyHidden>
    <Flex direction="column" gap="3">
      <Skeleton width="100%" height={80} />
      {[0, 1, 2].map(row => (
        <Skeleton key={row} width="100%" height={44} />
      ))}
    </Flex>
  </div>
);
