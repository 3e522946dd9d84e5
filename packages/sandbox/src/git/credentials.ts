import { Request } from 'express';

/** The one account of the sandbox's Git host; it may read everything. */
export const GIT_ACCOUNT = {
  username: 'git-reader',
  password: 'sandbox-git-password',
} as const;

export type Caller = 'anonymous' | 'account' | 'refused';

/**
 * Who asks: Basic with the account's password, or `token`/`Bearer` with the
 * password as an access token, as Gitea takes them.
 */
export function callerOf(request: Request): Caller {
  const header = request.header('authorization');
  if (!header) {
    return 'anonymous';
  }
  const [scheme, value = ''] = header.split(' ', 2);
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      const { username, password } = GIT_ACCOUNT;
      return pair === `${username}:${password}` ? 'account' : 'refused';
    }
    case 'token':
    case 'bearer':
      return value === GIT_ACCOUNT.password ? 'account' : 'refused';
    default:
      return 'refused';
  }
}
