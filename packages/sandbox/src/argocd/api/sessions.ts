import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Clock } from '../../clock';

export interface Account {
  name: string;
  /** For POST /api/v1/session. */
  password?: string;
  /** A bearer token that does not expire. */
  token?: string;
  /** May look at everything and do nothing. */
  readOnly?: boolean;
}

/** Who is behind a token. */
export interface Session {
  username: string;
  readOnly: boolean;
  issuedAt: Date;
}

export interface Sessions {
  /** A token for 24 hours; undefined when name or password are wrong. */
  login(username: string, password: string): string | undefined;
  /** Undefined for a token that is wrong or has expired. */
  sessionOf(token: string): Session | undefined;
}

const DAY_SECONDS = 24 * 60 * 60;

const claimsSchema = z.object({
  sub: z.string(),
  exp: z.number(),
  iat: z.number(),
});

/** Tokens are JWTs, as the real ones, signed with a key of this process. */
export function createSessions(accounts: Account[], clock: Clock): Sessions {
  const key = randomBytes(32);
  const since = clock();
  const sessionFor = (name: string, issuedAt: Date): Session => ({
    username: name,
    readOnly: accounts.some(each => each.name === name && each.readOnly),
    issuedAt,
  });
  const sign = (text: string) =>
    createHmac('sha256', key).update(text).digest('base64url');
  const encode = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  return {
    login(username, password) {
      const account = accounts.find(({ name }) => name === username);
      if (account?.password === undefined || account.password !== password) {
        return undefined;
      }
      const now = Math.floor(clock().getTime() / 1000);
      const text = [
        encode({ alg: 'HS256', typ: 'JWT' }),
        encode({
          iss: 'argocd',
          sub: `${username}:login`,
          exp: now + DAY_SECONDS,
          nbf: now,
          iat: now,
        }),
      ].join('.');
      return `${text}.${sign(text)}`;
    },
    sessionOf(token) {
      const fixed = accounts.find(account => account.token === token);
      if (fixed && token) {
        return sessionFor(fixed.name, since);
      }
      const [header = '', payload = '', signature = ''] = token.split('.');
      const expected = Buffer.from(sign(`${header}.${payload}`));
      const given = Buffer.from(signature);
      if (
        given.length !== expected.length ||
        !timingSafeEqual(given, expected)
      ) {
        return undefined;
      }
      const claims = claimsSchema.parse(
        JSON.parse(Buffer.from(payload, 'base64url').toString()),
      );
      const expired = claims.exp * 1000 <= clock().getTime();
      return expired
        ? undefined
        : sessionFor(
            claims.sub.replace(/:login$/, ''),
            new Date(claims.iat * 1000),
          );
    },
  };
}
