import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** What was sent, as the schema has it; otherwise a 400 that says what is wrong. */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues
    .slice(0, 5)
    .map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    );
  throw new InputError(`The request is not valid: ${problems.join('; ')}`);
}
