import {
  Application,
  RequestedOperation,
} from '@backstage-gitops/plugin-gitops-common';
import { useNow } from '@backstage-gitops/plugin-gitops-react';

/** An end is news for so long, in ms; after that it is history. */
const NEWS_MS = 10 * 60_000;

/** What is under way, or ended just now. */
export function useNews({
  requested,
}: Pick<Application, 'requested'>): RequestedOperation | undefined {
  const now = useNow();
  if (!requested) return undefined;
  const { finishedAt } = requested;
  const isNews = finishedAt === null || now - Date.parse(finishedAt) < NEWS_MS;
  return isNews ? requested : undefined;
}
