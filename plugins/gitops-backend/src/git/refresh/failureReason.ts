import { isError } from '@backstage/errors';
import { GitError } from '../process/GitError';

/**
 * Why a repository could not be read, fit to be stored and shown. What a
 * database says is not repeated: its errors hold the values of the statement.
 */
export function failureReason(error: unknown): string {
  if (error instanceof GitError) return error.message;
  const code =
    isError(error) &&
    typeof error.code === 'string' &&
    /^\w{1,40}$/.test(error.code)
      ? ` (${error.code})`
      : '';
  return `The index could not be written${code}`;
}
