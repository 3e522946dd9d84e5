import { Application } from '@backstage-gitops/plugin-gitops-common';
import { RequestState, useNow } from '@backstage-gitops/plugin-gitops-react';

/** An end is news for so long, in ms; after that it is history. */
const NEWS_MS = 10 * 60_000;

/** What is under way, or ended just now, in the place where it was asked for. */
export const RecentRequest = ({
  application: { requested },
}: {
  application: Pick<Application, 'requested'>;
}) => {
  const now = useNow();
  if (!requested) return null;
  const { finishedAt } = requested;
  const isNews = finishedAt === null || now - Date.parse(finishedAt) < NEWS_MS;
  return isNews ? <RequestState request={requested} /> : null;
};
