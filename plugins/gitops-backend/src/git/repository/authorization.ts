import {
  DefaultAzureDevOpsCredentialsProvider,
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  getBitbucketCloudOAuthToken,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { hostSettings } from './hostSettings';

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

async function bitbucketCloud(
  integrations: ScmIntegrationRegistry,
  host: string,
): Promise<string | undefined> {
  const config = integrations.bitbucketCloud.byHost(host)?.config;
  if (!config) return undefined;
  if (config.clientId && config.clientSecret) {
    const token = await getBitbucketCloudOAuthToken(
      config.clientId,
      config.clientSecret,
    );
    return `Bearer ${token}`;
  }
  const password = config.token ?? config.appPassword;
  return password && basic(config.username ?? 'x-token-auth', password);
}

/**
 * Gives the `Authorization` header for a repository's URL out of the portal's
 * integrations; undefined where they have no credentials for it.
 */
export function createAuthorization(
  integrations: ScmIntegrationRegistry,
): (url: string) => Promise<string | undefined> {
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const gitlab =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  const azure =
    DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);

  return async url => {
    const host = new URL(url).host;
    switch (hostSettings(integrations, host).kind) {
      case 'github': {
        const { token } = await github.getCredentials({ url });
        return token && basic('x-access-token', token);
      }
      case 'gitlab': {
        const { token } = await gitlab.getCredentials({ url });
        return token && basic('oauth2', token);
      }
      case 'gitea': {
        const config = integrations.gitea.byHost(host)?.config;
        return config?.password
          ? basic(config.username ?? 'x-access-token', config.password)
          : undefined;
      }
      case 'bitbucketServer': {
        const config = integrations.bitbucketServer.byHost(host)?.config;
        if (config?.token) return `Bearer ${config.token}`;
        return config?.username && config.password
          ? basic(config.username, config.password)
          : undefined;
      }
      case 'bitbucketCloud':
        return bitbucketCloud(integrations, host);
      case 'azure': {
        const credentials = await azure.getCredentials({ url });
        return credentials?.headers.Authorization;
      }
      default:
        return undefined;
    }
  };
}
