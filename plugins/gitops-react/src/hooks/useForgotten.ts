import { useEffect, useState } from 'react';
import { unstable_serialize as serialize, useSWRConfig } from 'swr';

let openings = 0;

/**
 * A key of its own for each time that something is opened, under which what was
 * loaded is forgotten when it is closed: opened again, even at once, it begins with
 * what holds then.
 */
export function useForgotten(key: string[]): string[] {
  const [opening] = useState(() => String(++openings));
  const { cache, mutate } = useSWRConfig();
  const own = [...key, opening];
  const entry = serialize(own);
  useEffect(
    () => () => {
      // What is on its way yet is not kept either: nobody would ask for it again.
      void mutate(entry);
      cache.delete(entry);
    },
    [cache, entry, mutate],
  );
  return own;
}
