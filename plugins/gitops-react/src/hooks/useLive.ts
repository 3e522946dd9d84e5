import { useEffect, useRef } from 'react';
import useSWR from 'swr';
import { JsonObject } from '@backstage/types';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  CHANGED_CHANNEL,
  changedSignalSchema,
} from '@backstage-gitops/plugin-gitops-common';

// A signal can be lost (they are not replayed after a reconnect), so look again
// now and then; more often where there is nothing to be told of by a signal.
const INTERVAL_WITH_SIGNALS_MS = 60_000;
const INTERVAL_WITHOUT_SIGNALS_MS = 10_000;
/** Of what is under way, which no signal tells of. */
const INTERVAL_UNDER_WAY_MS = 3_000;

/** Something that was loaded and is kept fresh. */
export interface Live<T> {
  /** The last good answer; stays while a newer one is fetched or fails. */
  value?: T;
  error?: Error;
  /** Nothing has come or failed yet of what is asked for now. */
  isLoading: boolean;
  /** Resolves when it has been tried. */
  retry: () => Promise<void>;
}

/**
 * Loads under a key that all who show the same share, and again whenever the
 * backend says that one of `applicationIds(value)` changed.
 * @param isUnderWay - whether to look again and again, as progress is shown of it
 */
export function useLive<T>(
  key: string[],
  load: () => Promise<T>,
  applicationIds: (value: T) => string[],
  isUnderWay: (value: T) => boolean = () => false,
): Live<T> {
  const { lastSignal, isSignalsAvailable } =
    useSignal<JsonObject>(CHANGED_CHANNEL);
  const { data, error, isValidating, mutate } = useSWR<T, Error>(key, load, {
    shouldRetryOnError: false,
    refreshInterval: latest => {
      if (latest && isUnderWay(latest)) return INTERVAL_UNDER_WAY_MS;
      return isSignalsAvailable && latest && applicationIds(latest).length > 0
        ? INTERVAL_WITH_SIGNALS_MS
        : INTERVAL_WITHOUT_SIGNALS_MS;
    },
  });

  const handled = useRef<JsonObject | null>(null);
  const isDue = useRef(false);
  useEffect(() => {
    if (!data) return;
    if (lastSignal && handled.current !== lastSignal) {
      handled.current = lastSignal;
      const signal = changedSignalSchema.safeParse(lastSignal);
      const shown = new Set(applicationIds(data));
      isDue.current ||=
        signal.success && signal.data.applications.some(id => shown.has(id));
    }
    // Another load would drop the answer that is on its way: with a signal every
    // moment none would ever be shown. So all that come meanwhile are one load after it.
    if (isDue.current && !isValidating) {
      isDue.current = false;
      void mutate();
    }
  }, [lastSignal, data, isValidating, applicationIds, mutate]);

  return {
    value: data,
    error,
    isLoading: data === undefined && error === undefined,
    retry: async () => void (await mutate()),
  };
}
