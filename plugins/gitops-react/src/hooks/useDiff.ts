import useSWR from 'swr';
import { useApi } from '@backstage/frontend-plugin-api';
import { ApplicationDiff } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { useForgotten } from './useForgotten';
import { Live } from './useLive';

/** What differs, asked of the engine once: when it is opened, and on request. */
export function useDiff(applicationId: string): Live<ApplicationDiff> {
  const api = useApi(gitopsApiRef);
  const key = ['gitops-opened', 'diff', applicationId];
  useForgotten(key);
  const { data, error, mutate } = useSWR<ApplicationDiff, Error>(
    key,
    () => api.diff(applicationId),
    {
      shouldRetryOnError: false,
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
    },
  );
  return {
    value: data,
    error,
    isLoading: data === undefined && error === undefined,
    retry: async () => void (await mutate()),
  };
}
