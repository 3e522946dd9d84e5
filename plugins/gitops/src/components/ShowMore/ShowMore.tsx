import { LivePages } from '@backstage-gitops/plugin-gitops-react';
import { Button } from '@backstage/ui';

/** The way to the next page of a list, while there is one. */
export const ShowMore = ({
  pages: { isLoading, showMore },
  children,
}: {
  pages: Pick<LivePages<unknown>, 'isLoading' | 'showMore'>;
  children: string;
}) =>
  showMore ? (
    <div>
      <Button
        size="small"
        variant="secondary"
        isPending={isLoading}
        onPress={showMore}
      >
        {children}
      </Button>
    </div>
  ) : null;
