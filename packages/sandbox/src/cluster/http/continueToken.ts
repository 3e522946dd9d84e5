import { z } from 'zod/v4';
import { badRequest } from '../errors';

const CURRENT = -1;

const token = z.object({
  v: z.literal('meta.k8s.io/v1'),
  rv: z.number().int(),
  start: z.string(),
});

/** Where the next page of a list begins. */
export interface Continuation {
  /** The revision that all pages show; undefined after that one expired. */
  revision: number | undefined;
  /** The key that the last page ended with. */
  after: string;
}

function encode(value: z.infer<typeof token>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function encodeContinue({ revision, after }: Continuation): string {
  return encode({
    v: 'meta.k8s.io/v1',
    rv: revision ?? CURRENT,
    // The NUL makes it the smallest key after that one.
    start: revision === undefined ? `${after}\0` : `/${after}\0`,
  });
}

function quoted(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 || (code > 0x7e && code < 0xa0)
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : character;
}

/** Throws 400 for what is no token. */
export function decodeContinue(text: string): Continuation {
  const bytes = Buffer.from(text, 'base64url');
  try {
    const { rv, start } = token.parse(JSON.parse(bytes.toString('utf8')));
    return {
      revision: rv === CURRENT ? undefined : rv,
      after: start.replace(/^\//, '').replace(/\0$/, ''),
    };
  } catch {
    const first = quoted(bytes.toString('latin1').slice(0, 1));
    throw badRequest(
      `invalid continue token: continue key is not valid: invalid character '${first}' looking for beginning of value`,
    );
  }
}
