import { useState } from 'react';
import { Live } from './useLive';

/**
 * What was shown before stays while more of the same (`id`) is loaded, also if
 * that fails, and while something else is loaded; a failure of that is not shown
 * above what is not meant.
 */
export function useKept<T>(id: string, live: Live<T>): Live<T> {
  const { value, error } = live;
  const [kept, setKept] = useState<{ id: string; value: T }>();
  if (value !== undefined && (value !== kept?.value || id !== kept.id)) {
    setKept({ id, value });
  }
  const isShown = kept && (kept.id === id || error === undefined);
  return { ...live, value: value ?? (isShown ? kept.value : undefined) };
}
