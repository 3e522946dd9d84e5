import { Application } from '@backstage-gitops/plugin-gitops-common';
import { Announced, RequestState } from '@backstage-gitops/plugin-gitops-react';
import { VisuallyHidden } from '@backstage/ui';
import { useNews } from './useNews';

/** What is under way, or ended just now, in the place where it was asked for. */
export const RecentRequest = ({
  application,
}: {
  application: Pick<Application, 'name' | 'requested'>;
}) => {
  const news = useNews(application);
  return (
    <Announced>
      {news && (
        <>
          {/* Where it stands says it to the eye only. */}
          <VisuallyHidden>{application.name}</VisuallyHidden>
          <RequestState request={news} />
        </>
      )}
    </Announced>
  );
};
