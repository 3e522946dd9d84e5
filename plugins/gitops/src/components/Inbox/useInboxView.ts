import { useSearchParams } from 'react-router-dom';

export const WHOSE = ['teams', 'me', 'all'] as const;
export const STATUSES = ['open', 'closed'] as const;

export interface InboxView {
  whose: (typeof WHOSE)[number];
  status: (typeof STATUSES)[number];
}

/** What the inbox shows, kept in its address; what that cannot mean is as by default. */
export function useInboxView(): {
  view: InboxView;
  change: (part: Partial<InboxView>) => void;
} {
  const [search, setSearch] = useSearchParams();
  const view: InboxView = {
    whose: WHOSE.find(each => each === search.get('whose')) ?? 'teams',
    status: STATUSES.find(each => each === search.get('status')) ?? 'open',
  };
  return { view, change: part => setSearch({ ...view, ...part }) };
}
