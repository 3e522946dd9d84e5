import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** The last commit of a page. */
export interface CommitCursor {
  ordinal: number;
  repositoryId: number;
  sha: string;
}

const schema = z.tuple([
  z.number().int().nonnegative(),
  z
    .number()
    .int()
    .nonnegative()
    .max(2 ** 31 - 1),
  z.string().regex(/^[0-9a-f]{40,64}$/),
]);

export function encodeCursor(cursor: CommitCursor): string {
  const { ordinal, repositoryId, sha } = cursor;
  return Buffer.from(JSON.stringify([ordinal, repositoryId, sha])).toString(
    'base64url',
  );
}

/** @throws InputError where the text is not one of our cursors */
export function decodeCursor(text: string): CommitCursor {
  const refused = new InputError(
    'The cursor is not valid; start from the first page',
  );
  if (text.length > 300) throw refused;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refused;
  const [ordinal, repositoryId, sha] = parsed.data;
  return { ordinal, repositoryId, sha };
}
