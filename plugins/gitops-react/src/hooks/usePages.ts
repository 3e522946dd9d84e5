import { useRef, useState } from 'react';
import { useKept } from './useKept';
import { Live, useLive } from './useLive';

const MOST_PAGES = 25;
/** So many the backend answers at once at most, see the `limit` of its queries. */
const MOST_AT_ONCE = 100;

/** What comes in pages, one after the other. */
export interface Page {
  items: unknown[];
  nextCursor?: string;
}

export interface LivePages<T> extends Live<T> {
  /** Shows one page more; absent when there is none. */
  showMore?: () => void;
  /** There are more, but so many are not shown at once. */
  isFull: boolean;
  /** The value is of what was asked for before; the answer is on its way. */
  isBefore: boolean;
}

interface Part {
  limit: number;
  cursor: string | undefined;
}
type Load<T> = (part: Part) => Promise<T>;
type Join<T> = (loaded: T, next: T) => T;

/**
 * Loads a list page by page under a key that all who show it share; more pages on
 * request. The number of pages goes back to one when the key changes.
 * @param size - how many a page has, 100 at most
 * @param options.join - what the next page and those before it have together beside `items`
 * @param options.isUnderWay - see `useLive`
 */
export function usePages<T extends Page>(
  key: string[],
  size: number,
  load: Load<T>,
  applicationIds: (value: T) => string[],
  options: { join?: Join<T>; isUnderWay?: (value: T) => boolean } = {},
): LivePages<T> {
  const { join = (_: T, next: T) => next, isUnderWay } = options;
  const id = JSON.stringify(key);
  const [asked, setAsked] = useState({ id, pages: 1 });
  const pages = asked.id === id ? asked.pages : 1;
  // What the page that was asked for is the next of: known already, and used once.
  const shown = useRef<{ before: string; value: T }>();
  const place = `${id} ${pages}`;

  const live = useKept(
    id,
    useLive(
      [...key, String(pages)],
      () => {
        const before = shown.current;
        shown.current = undefined;
        return before?.before === place
          ? loadNext(before.value, size, load, join)
          : loadFirst(pages * size, load, join);
      },
      applicationIds,
      isUnderWay,
    ),
  );
  const { value } = live;
  // What failed is asked for again before anything more.
  const more = value?.nextCursor !== undefined && !live.error;
  return {
    ...live,
    showMore:
      more && pages < MOST_PAGES
        ? () => {
            shown.current = { before: `${id} ${pages + 1}`, value };
            setAsked({ id, pages: pages + 1 });
          }
        : undefined,
    isFull: more && pages >= MOST_PAGES,
    isBefore: live.isLoading && pages === 1 && value !== undefined,
  };
}

// A part begins where the one before it ends, so they come one after the other: as
// few as there can be.
async function loadFirst<T extends Page>(
  count: number,
  load: Load<T>,
  join: Join<T>,
): Promise<T> {
  const limitAt = (done: number) => Math.min(count - done, MOST_AT_ONCE);
  let loaded = await load({ limit: limitAt(0), cursor: undefined });
  for (
    let done = limitAt(0);
    done < count && loaded.nextCursor;
    done += limitAt(done)
  ) {
    loaded = await loadNext(loaded, limitAt(done), load, join);
  }
  return loaded;
}

async function loadNext<T extends Page>(
  loaded: T,
  limit: number,
  load: Load<T>,
  join: Join<T>,
): Promise<T> {
  const next = await load({ limit, cursor: loaded.nextCursor });
  return { ...join(loaded, next), items: [...loaded.items, ...next.items] };
}
