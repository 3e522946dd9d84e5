import { useState } from 'react';
import { useSWRConfig } from 'swr';

export interface GitopsAction<A> {
  run: (argument: A) => Promise<boolean>;
  isRunning: boolean;
  /** Why the last run failed. */
  error?: Error;
}

/**
 * Something that changes what the backend answers: once it is done, everything
 * that is shown of GitOps is loaded anew. `run` resolves to whether it succeeded.
 */
export function useGitopsAction<A>(
  work: (argument: A) => Promise<unknown>,
): GitopsAction<A> {
  const { mutate } = useSWRConfig();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<Error>();

  const run = async (argument: A) => {
    setRunning(true);
    setError(undefined);
    try {
      await work(argument);
      await mutate(key => Array.isArray(key) && key[0] === 'gitops');
      return true;
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      return false;
    } finally {
      setRunning(false);
    }
  };
  return { run, isRunning, error };
}
