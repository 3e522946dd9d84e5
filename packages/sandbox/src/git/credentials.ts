import { Request } from 'express';
import { Person } from './types';

export interface GitAccount {
  readonly username: string;
  readonly password: string;
  /** May create repositories, push, open and merge pull requests. */
  readonly mayWrite: boolean;
}

/** Reads everything, and may say what it thinks of it. */
export const GIT_ACCOUNT: GitAccount = {
  username: 'git-reader',
  password: 'sandbox-git-password',
  mayWrite: false,
};

/** What a portal scaffolds with. */
export const SCAFFOLDER_ACCOUNT: GitAccount = {
  username: 'template-bot',
  password: 'sandbox-scaffolder-password',
  mayWrite: true,
};

const accounts = [GIT_ACCOUNT, SCAFFOLDER_ACCOUNT];

/** Whoever merges without an account: in the browser, or from inside the process. */
export const VISITOR: Person = {
  login: 'visitor',
  name: 'Visitor',
  email: 'visitor@example.com',
};

/** The account as an author. */
export function personOf({ username }: GitAccount): Person {
  return { login: username, name: username, email: `${username}@example.com` };
}

/** Those who act on the host itself, beside the people who commit. */
export const accountPeople: readonly Person[] = [
  ...accounts.map(personOf),
  VISITOR,
];

export type Caller = GitAccount | 'anonymous' | 'refused';

/**
 * Who asks: Basic with an account's password, or `token`/`Bearer` with the
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
      return (
        accounts.find(
          ({ username, password }) => pair === `${username}:${password}`,
        ) ?? 'refused'
      );
    }
    case 'token':
    case 'bearer':
      return accounts.find(({ password }) => value === password) ?? 'refused';
    default:
      return 'refused';
  }
}

export function isAccount(caller: Caller): caller is GitAccount {
  return typeof caller !== 'string';
}

export function mayWrite(caller: Caller): boolean {
  return isAccount(caller) && caller.mayWrite;
}
