import { ScmIntegrationRegistry } from '@backstage/integration';

export type HostKind =
  | 'github'
  | 'gitlab'
  | 'gitea'
  | 'bitbucketCloud'
  | 'bitbucketServer'
  | 'azure'
  | 'other';

/** What the portal's configuration says about a Git host. */
export interface HostSettings {
  kind: HostKind;
  /** The integration has an http base URL. */
  http: boolean;
}

function isHttp(urls: Array<string | undefined>): boolean {
  return urls.some(url => url !== undefined && /^http:\/\//i.test(url));
}

/** @param host - with its port, as in the integration */
export function hostSettings(
  integrations: ScmIntegrationRegistry,
  host: string,
): HostSettings {
  const gitea = integrations.gitea.byHost(host)?.config;
  if (gitea) return { kind: 'gitea', http: isHttp([gitea.baseUrl]) };
  const gitlab = integrations.gitlab.byHost(host)?.config;
  if (gitlab) {
    return {
      kind: 'gitlab',
      http: isHttp([gitlab.baseUrl, gitlab.apiBaseUrl]),
    };
  }
  const github = integrations.github.byHost(host)?.config;
  if (github) {
    return {
      kind: 'github',
      http: isHttp([github.apiBaseUrl, github.rawBaseUrl]),
    };
  }
  const bitbucketServer = integrations.bitbucketServer.byHost(host)?.config;
  if (bitbucketServer) {
    return {
      kind: 'bitbucketServer',
      http: isHttp([bitbucketServer.apiBaseUrl]),
    };
  }
  if (integrations.bitbucketCloud.byHost(host)) {
    return { kind: 'bitbucketCloud', http: false };
  }
  if (integrations.azure.byHost(host)) return { kind: 'azure', http: false };
  return { kind: 'other', http: false };
}
