import { InputError } from '@backstage/errors';

export interface RepositoryUrl {
  scheme: 'https' | 'http' | 'ssh';
  /** Of ssh only. */
  user?: string;
  /** With the port where one is given; lower case. */
  host: string;
  /** Without slashes around it; `.git` kept. */
  path: string;
}

const HOST =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
const USER = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
// Quotes, blanks and backslashes have no business in it.
const PATH = /^[A-Za-z0-9._~+@%:/-]+$/;
const SCP_FORM = /^(?:([^@/:]+)@)?([^@/:]+):(?!\/\/)(.+)$/;

function refuse(why: string): never {
  // The URL itself may hold a password: it is not repeated.
  throw new InputError(`The repository URL is refused: ${why}`);
}

function checkPath(raw: string): string {
  const path = raw.replace(/^\/+|\/+$/g, '');
  const segments = path.split('/');
  if (
    !PATH.test(path) ||
    path.startsWith('-') ||
    /%(?:2f|5c|00|2e)/i.test(path) ||
    segments.some(segment => ['', '.', '..'].includes(segment))
  ) {
    refuse('its path is not that of a repository');
  }
  return path;
}

function checkHost(raw: string): string {
  const host = raw.toLowerCase();
  if (!HOST.test(host)) refuse('its host is not a host name');
  return host;
}

function checkUser(raw: string): string {
  if (!USER.test(raw)) refuse('its user is not a user name');
  return raw;
}

function parseScpForm(raw: string): RepositoryUrl {
  const match = SCP_FORM.exec(raw);
  if (!match) refuse('it is neither https nor ssh');
  const [, user, host, path] = match;
  // `ext::command`, a Windows drive and `javascript:` look like this too.
  if (path.startsWith(':') || (!user && !host.includes('.')))
    refuse('it is neither https nor ssh');
  return {
    scheme: 'ssh',
    ...(user ? { user: checkUser(user) } : {}),
    host: checkHost(host),
    path: checkPath(path),
  };
}

/**
 * Reads the URL of a repository; https, ssh and the scp form only, and http
 * where `allowsHttp` says so of the host.
 *
 * @throws InputError for anything else, without repeating what was given
 */
export function parseRepositoryUrl(
  given: string,
  allowsHttp: (host: string) => boolean,
): RepositoryUrl {
  const raw = given.trim();
  if (raw === '' || raw.length > 2000) refuse('it is empty or too long');
  if (raw.startsWith('-')) refuse('it starts with a dash');
  if (/[\p{Cc}\s\\]/u.test(raw))
    refuse('it holds blanks or control characters');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(raw)?.[1].toLowerCase();
  if (scheme === undefined) return parseScpForm(raw);
  if (scheme !== 'https' && scheme !== 'http' && scheme !== 'ssh') {
    refuse('only https and ssh are used');
  }

  // By hand: the platform's parser resolves `..` and `%2e` before one can look.
  const [authority, ...rest] = raw.slice(scheme.length + 3).split('/');
  const at = authority.lastIndexOf('@');
  const userInfo = at >= 0 ? authority.slice(0, at) : undefined;
  const host = checkHost(authority.slice(at + 1));
  const path = checkPath(rest.join('/'));
  if (userInfo?.includes(':')) refuse('it holds credentials');
  if (scheme === 'ssh') {
    return {
      scheme,
      ...(userInfo === undefined ? {} : { user: checkUser(userInfo) }),
      host,
      path,
    };
  }
  // Azure DevOps puts the organisation there, which is no secret.
  if (userInfo !== undefined && userInfo !== rest[0])
    refuse('it holds credentials');
  if (scheme === 'http' && !allowsHttp(host)) {
    refuse(
      'http is used only for hosts whose integration has an http base URL',
    );
  }
  return { scheme, host, path };
}
