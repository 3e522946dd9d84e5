import { ScmIntegrationRegistry } from '@backstage/integration';
import { HostKind, hostSettings } from '../git/repository/hostSettings';
import { parseRepositoryUrl } from '../git/repository/parseRepositoryUrl';
import { resolveRepository } from '../git/repository/resolveRepository';

/** A place in a repository, as a page of its Git host has it in its URL. */
export interface TreeUrl {
  /** See `Repository.key`. */
  repository: string;
  /** Undefined for the default one. What is no branch is told apart: `tag/v1`. */
  branch?: string;
  /** '' is the root. */
  path: string;
}

interface Split {
  repository: string[];
  branch?: string;
  path: string[];
}

const MARKERS = ['tree', 'blob', 'src', 'browse', 'raw', 'edit', '_edit'];
/** The others have it all in the path. */
const WITH_QUERY: HostKind[] = ['bitbucketServer', 'azure'];

/**
 * Reads the URL of a directory or file on a host of the portal's integrations;
 * undefined for anything else, also for what the catalog would not read as it looks:
 * it takes a `?ref=` at the end of some paths for the branch. By hand, as libraries
 * decode before they split, so that an encoded slash becomes a border between segments.
 */
export function readTreeUrl(
  url: string,
  integrations: ScmIntegrationRegistry,
): TreeUrl | undefined {
  try {
    if (url.includes('#')) return undefined;
    const [page, ...query] = url.split('?');
    const { scheme, host, path } = parseRepositoryUrl(
      page,
      each => hostSettings(integrations, each).http,
    );
    const { kind } = hostSettings(integrations, host);
    if (scheme === 'ssh') return undefined;
    if (query.length > 0 && !WITH_QUERY.includes(kind)) return undefined;
    const split = splitPage(
      kind,
      path.split('/'),
      new URLSearchParams(query.join('?')),
    );
    if (!split?.path.every(isPlain)) return undefined;
    const repository = `${scheme}://${host}/${split.repository.join('/')}`;
    return {
      repository: resolveRepository(repository, integrations).key,
      branch: split.branch,
      path: split.path.join('/'),
    };
  } catch {
    return undefined;
  }
}

function splitPage(
  kind: HostKind,
  segments: string[],
  query: URLSearchParams,
): Split | undefined {
  switch (kind) {
    case 'github':
    case 'bitbucketCloud':
      return inside(segments.slice(0, 2), segments.slice(2));
    case 'gitlab': {
      const dash = segments.indexOf('-');
      return dash < 0
        ? inside(segments, [])
        : inside(segments.slice(0, dash), segments.slice(dash + 1));
    }
    case 'gitea': {
      const [marker, type, name, ...path] = segments.slice(2);
      if (marker === undefined) return inside(segments, []);
      const branch = type === 'branch' ? name : `${type}/${name}`;
      return inside(segments.slice(0, 2), [marker, branch, ...path]);
    }
    case 'bitbucketServer': {
      const [owner, project, repos, slug, marker, ...path] = segments;
      if (!['projects', 'users'].includes(owner)) return undefined;
      if (repos !== 'repos' || slug === undefined) return undefined;
      if (marker !== undefined && !MARKERS.includes(marker)) return undefined;
      const key = owner === 'users' ? `~${project}` : project.toLowerCase();
      return {
        repository: ['scm', key, slug],
        branch: only(query, 'at')?.replace(/^refs\/heads\//, ''),
        path: path.map(decodeURIComponent),
      };
    }
    case 'azure':
      return {
        repository: segments,
        branch: only(query, 'version')?.replace(/^GB/, ''),
        path: (only(query, 'path') ?? '').split('/').filter(Boolean),
      };
    default:
      return undefined;
  }
}

/** @param page - marker, branch and path; empty for the repository itself */
function inside(repository: string[], page: string[]): Split | undefined {
  const [marker, branch, ...path] = page;
  if (repository.length < 2) return undefined;
  if (marker === undefined) return { repository, path: [] };
  if (!MARKERS.includes(marker) || branch === undefined) return undefined;
  return {
    repository,
    branch: decodeURIComponent(branch),
    path: path.map(decodeURIComponent),
  };
}

/** Two of a name could be read one way here, and another way by the catalog. */
function only(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw new Error(`There is more than one ${name}`);
  return values.at(0);
}

/** What is still encoded, or would end a path, could be read another way elsewhere. */
function isPlain(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    !/[\p{Cc}/\\%?#]/u.test(segment)
  );
}
