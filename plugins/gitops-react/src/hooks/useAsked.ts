import useSWR from 'swr';
import { useForgotten } from './useForgotten';
import { Live } from './useLive';

/** Something that takes a moment to find out and is asked for once: when it is opened, and on request. */
export function useAsked<T>(
  what: string,
  /** Of what. */
  id: string,
  ask: () => Promise<T>,
): Live<T> {
  const key = useForgotten(['gitops-opened', what, id]);
  const { data, error, mutate } = useSWR<T, Error>(key, ask, {
    shouldRetryOnError: false,
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
  });
  return {
    value: data,
    error,
    isLoading: data === undefined && error === undefined,
    retry: async () => void (await mutate()),
  };
}
