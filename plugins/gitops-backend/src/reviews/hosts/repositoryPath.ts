import { HostRepository } from '../types';

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The names on the way to a repository, decoded, below the base path of its host. */
export function repositoryPath(
  { url }: HostRepository,
  basePath = '/',
): string[] {
  const { pathname } = new URL(url);
  const base = basePath.endsWith('/') ? basePath : `${basePath}/`;
  const path = pathname.startsWith(base)
    ? pathname.slice(base.length)
    : pathname;
  return path
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean)
    .map(decoded);
}
