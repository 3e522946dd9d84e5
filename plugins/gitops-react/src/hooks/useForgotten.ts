import { useEffect } from 'react';
import { unstable_serialize as serialize, useSWRConfig } from 'swr';

/**
 * Forgets what was loaded under a key when what shows it is closed: opened again,
 * it begins with what holds then.
 */
export function useForgotten(key: string[]): void {
  const { cache } = useSWRConfig();
  const entry = serialize(key);
  useEffect(() => () => cache.delete(entry), [cache, entry]);
}
