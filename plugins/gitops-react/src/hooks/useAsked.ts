import useSWR from 'swr';
import { useForgotten } from './useForgotten';
import { Live } from './useLive';

/** Something of an application that its engine is asked once: when it is opened, and on request. */
export function useAsked<T>(
  what: string,
  applicationId: string,
  ask: () => Promise<T>,
): Live<T> {
  const key = ['gitops-opened', what, applicationId];
  useForgotten(key);
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
