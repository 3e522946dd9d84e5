import useSWR from 'swr';
import { useApi } from '@backstage/frontend-plugin-api';
import { ApplicationDiff } from '@backstage-gitops/plugin-gitops-common';
import { gitopsApiRef } from '../api/GitopsApi';
import { Live } from './useLive';

/** What differs, asked of the engine once: when it is opened, and on request. */
export function useDiff(applicationId: string): Live<ApplicationDiff> {
  const api = useApi(gitopsApiRef);
  const { data, error, mutate } = useSWR<ApplicationDiff, Error>(
    ['gitops-diff', applicationId],
    () => api.diff(applicationId),
    {
      shouldRetryOnError: false,
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
    },
  );
  return { value: data, error, retry: () => void mutate() };
}
