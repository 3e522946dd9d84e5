import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { EntityCommits } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { Live, useLive } from './useLive';

const PAGE = 20;
const MOST_PAGES = 25;

export interface LiveCommits extends Live<EntityCommits> {
  /** Shows one page more; absent when there is none. */
  showMore?: () => void;
}

/** Commits of the entity's applications, newest first; more pages on request. */
export function useEntityCommits(
  entityRef: string,
  applicationIds: string[],
): LiveCommits {
  const api = useApi(gitopsApiRef);
  const [pages, setPages] = useState(1);

  const live = useLive(
    ['gitops', 'commits', entityRef, String(pages)],
    () =>
      loadPages(pages, cursor =>
        api.entityCommits(entityRef, { limit: PAGE, cursor }),
      ),
    () => applicationIds,
  );
  const more = live.value?.nextCursor !== undefined && pages < MOST_PAGES;
  return { ...live, showMore: more ? () => setPages(pages + 1) : undefined };
}

// A page begins where the one before it ends, so they come one after the other.
async function loadPages(
  pages: number,
  load: (cursor: string | undefined) => Promise<EntityCommits>,
): Promise<EntityCommits> {
  let loaded = await load(undefined);
  for (let page = 1; page < pages && loaded.nextCursor; page++) {
    const next = await load(loaded.nextCursor);
    loaded = { ...next, items: [...loaded.items, ...next.items] };
  }
  return loaded;
}
