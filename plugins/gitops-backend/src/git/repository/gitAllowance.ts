import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { like, pathLike } from '../../match/patterns';
import { parseRepositoryUrl, RepositoryUrl } from './parseRepositoryUrl';

/**
 * Says why a repository may not be fetched, in a sentence; undefined where it may.
 *
 * @param url - as of `Repository`
 */
export type GitAllowance = (url: string) => string | undefined;

type Rule = (url: RepositoryUrl) => boolean;

/** Integrations that are Git hosts, reached under the name that is configured. */
const GIT_HOSTS = [
  'github',
  'gitlab',
  'gitea',
  'bitbucketCloud',
  'bitbucketServer',
  'azure',
  'gerrit',
  'harness',
] as const;

/** Other names under which those hosts give the same repositories. */
const BELONGING: Readonly<Record<string, readonly string[]>> = {
  'github.com': ['ssh.github.com'],
  'gitlab.com': ['altssh.gitlab.com'],
  'bitbucket.org': ['altssh.bitbucket.org'],
  'dev.azure.com': ['ssh.dev.azure.com', '*.visualstudio.com'],
};

/**
 * Which repositories may be fetched: those that are as one of the patterns says, or
 * without any those of the hosts in `integrations`.
 *
 * @param patterns - `host` or `host/path`, with stars as in `pathLike`
 * @throws InputError for a pattern that no repository can be like
 */
export function createGitAllowance(
  integrations: ScmIntegrationRegistry,
  patterns?: readonly string[],
): GitAllowance {
  const isAllowed = patterns
    ? byPatterns(patterns)
    : byIntegrations(integrations);
  const how = patterns
    ? 'add it to gitops.git.allow'
    : 'add its host to integrations, or what may be fetched to gitops.git.allow';
  return url => {
    // Whether http may be used was decided before.
    const parsed = parseRepositoryUrl(url, () => true);
    return isAllowed(parsed)
      ? undefined
      : `${placeOf(parsed)} may not be fetched: ${how}`;
  };
}

function placeOf({ host, path }: RepositoryUrl): string {
  return `${host}/${path.replace(/\.git$/, '')}`;
}

function byPatterns(patterns: readonly string[]): Rule {
  const all = patterns.map(readPattern);
  return url => all.some(pattern => pathLike(pattern, placeOf(url)));
}

function byIntegrations(integrations: ScmIntegrationRegistry): Rule {
  const hosts = GIT_HOSTS.flatMap(type =>
    integrations[type]
      .list()
      .map(({ config }) => config.host.toLowerCase())
      .flatMap(host => [host, ...(BELONGING[host] ?? [])]),
  );
  // Over ssh they have a port of their own, which no integration names.
  const names = hosts.map(withoutPort);
  return ({ scheme, host }) =>
    hosts.some(known => like(known, host)) ||
    (scheme === 'ssh' && names.some(name => like(name, withoutPort(host))));
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

function readPattern(given: string): string {
  const [host, ...path] = given.split('/');
  const isHost = /^[a-z0-9.*-]+(:[0-9*]+)?$|^\[[0-9a-f:.]+\](:\d+)?$/i.test(
    host,
  );
  const isPath = path.every(
    segment =>
      /^[A-Za-z0-9._~+@%:*-]+$/.test(segment) && !/^\.\.?$/.test(segment),
  );
  if (!isHost || !isPath) {
    throw new InputError(
      `gitops.git.allow has ${JSON.stringify(
        given,
      )}, but must have hosts, such as ` +
        '"git.example.com", or hosts with a path, such as "git.example.com/shop/*", ' +
        'without a scheme',
    );
  }
  return [host.toLowerCase(), ...(path.length > 0 ? path : ['**'])].join('/');
}
