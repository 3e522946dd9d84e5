import { isError } from '@backstage/errors';
import { stripCredentials } from '@backstage-gitops/plugin-gitops-node';

const MAX_LENGTH = 500;

const ANSWERS = [
  'ResponseError',
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
];

/** An error's words as people may see them: one short line, no credentials of a URL. */
export function reasonOf(error: unknown): string {
  const text = isError(error) ? error.message : String(error);
  const line = stripCredentials(text)
    // Control and direction-changing characters have no business in a sentence.
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  if (line === '') return 'It failed without a word.';
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/** Whether an answer came, though not a good one; otherwise nothing was heard. */
export function isAnswer(error: unknown): boolean {
  if (!isError(error)) return false;
  return (
    // Of Backstage's errors, and of those of engines.
    typeof error.statusCode === 'number' ||
    typeof error.status === 'number' ||
    ANSWERS.includes(error.name) ||
    isAnswer(error.cause)
  );
}
