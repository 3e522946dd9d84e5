import { useMemo } from 'react';
import { TimeFormat, timeFormat } from '../format/timeFormat';
import { useLanguage } from './useLanguage';

/** How times and durations are written in the reader's language. */
export function useTimeFormat(): TimeFormat {
  const language = useLanguage();
  return useMemo(() => timeFormat(language), [language]);
}
