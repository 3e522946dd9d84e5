import { z } from 'zod';

const MAX_PROBLEMS = 5;

/** What is wrong with something that was sent, each with the path of the field. */
export function problemsOf(error: z.ZodError): string {
  return error.issues
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    )
    .join('; ');
}
