import { useState } from 'react';
import {
  createPath,
  useLocation,
  useNavigate,
  useNavigationType,
  useSearchParams,
} from 'react-router-dom';
import { CommitsFilter } from '@backstage-gitops/plugin-gitops-react';
import {
  CommitPlace,
  readCommitPlace,
  readCommitsFilter,
  writeCommitPlace,
  writeCommitsFilter,
} from '../../rules/commitsUrl';

interface CommitsView {
  filter: CommitsFilter;
  change: (part: CommitsFilter) => void;
  clear: () => void;
  /** The commit that is looked at. */
  opened: CommitPlace | undefined;
  /** The address that opens a commit. */
  addressOf: (place: CommitPlace) => string;
  close: () => void;
}

/** Which commits are shown and which of them is looked at, kept in the address. */
export function useCommitsView(): CommitsView {
  const [search, setSearch] = useSearchParams();
  const { pathname, key } = useLocation();
  const [keyAtFirst] = useState(key);
  const isPushed = useNavigationType() === 'PUSH';
  const navigate = useNavigate();
  const filter = readCommitsFilter(search);
  const opened = readCommitPlace(search);
  return {
    filter,
    change: part =>
      setSearch(writeCommitsFilter(search, { ...filter, ...part }), {
        // A text that is typed on and on is one step back; one that was typed just
        // before a commit was opened is found again when that is closed.
        replace: Boolean(
          (filter.text && part.text) ||
            (filter.author && part.author) ||
            opened,
        ),
      }),
    clear: () => setSearch(writeCommitsFilter(search, {})),
    opened,
    addressOf: place =>
      createPath({
        pathname,
        search: writeCommitPlace(search, place).toString(),
      }),
    close: () => {
      // Opened from here, the list is one step back; else there is nothing there to go to.
      if (isPushed && key !== keyAtFirst) navigate(-1);
      else setSearch(writeCommitPlace(search, undefined), { replace: true });
    },
  };
}
