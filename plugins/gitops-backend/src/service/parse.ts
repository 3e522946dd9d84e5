import { InputError } from '@backstage/errors';
import { problemsOf } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';

/** What was sent, as the schema has it; otherwise a 400 that says what is wrong. */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(`The request is not valid: ${problemsOf(result.error)}`);
}
