import { useState } from 'react';
import { useKept } from './useKept';
import { Live, useLive } from './useLive';

const MOST_PAGES = 25;

/** What comes in pages, one after the other. */
export interface Page {
  items: unknown[];
  nextCursor?: string;
}

export interface LivePages<T> extends Live<T> {
  /** Shows one page more; absent when there is none. */
  showMore?: () => void;
}

type Join<T> = (loaded: T, next: T) => T;

/**
 * Loads a list page by page under a key that all who show it share; more pages on
 * request. The number of pages goes back to one when the key changes.
 * @param join - what the next page and those before it have together beside `items`
 */
export function usePages<T extends Page>(
  key: string[],
  load: (cursor: string | undefined) => Promise<T>,
  applicationIds: (value: T) => string[],
  join: Join<T> = (_, next) => next,
): LivePages<T> {
  const id = JSON.stringify(key);
  const [asked, setAsked] = useState({ id, pages: 1 });
  const pages = asked.id === id ? asked.pages : 1;

  const live = useKept(
    id,
    useLive(
      [...key, String(pages)],
      () => loadPages(pages, load, join),
      applicationIds,
    ),
  );
  // What failed is asked for again before anything more.
  const more =
    live.value?.nextCursor !== undefined && !live.error && pages < MOST_PAGES;
  return {
    ...live,
    showMore: more ? () => setAsked({ id, pages: pages + 1 }) : undefined,
  };
}

// A page begins where the one before it ends, so they come one after the other.
async function loadPages<T extends Page>(
  pages: number,
  load: (cursor: string | undefined) => Promise<T>,
  join: Join<T>,
): Promise<T> {
  let loaded = await load(undefined);
  for (let page = 1; page < pages && loaded.nextCursor; page++) {
    const next = await load(loaded.nextCursor);
    loaded = {
      ...join(loaded, next),
      items: [...loaded.items, ...next.items],
    };
  }
  return loaded;
}
