import { ScmIntegrationRegistry } from '@backstage/integration';
import { hostSettings } from './hostSettings';

const BITBUCKET_SERVER = /^(?:scm\/)?([^/]+)\/([^/]+)$/;

/** Where a person can look at a commit; null where that is not known. Always http(s). */
export function commitUrl(
  repositoryUrl: string,
  sha: string,
  integrations: ScmIntegrationRegistry,
): string | null {
  const match = /^(https?):\/\/([^/@]+)\/(.+?)(?:\.git)?$/.exec(repositoryUrl);
  if (!match) return null;
  const [, scheme, host, path] = match;
  const base = `${scheme}://${host}`;
  switch (hostSettings(integrations, host).kind) {
    case 'github':
    case 'gitea':
    case 'azure':
      return `${base}/${path}/commit/${sha}`;
    case 'gitlab':
      return `${base}/${path}/-/commit/${sha}`;
    case 'bitbucketCloud':
      return `${base}/${path}/commits/${sha}`;
    case 'bitbucketServer': {
      const project = BITBUCKET_SERVER.exec(path);
      return project
        ? `${base}/projects/${project[1]}/repos/${project[2]}/commits/${sha}`
        : null;
    }
    default:
      return null;
  }
}
