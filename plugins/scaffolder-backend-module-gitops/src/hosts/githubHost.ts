import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubIntegrationConfig,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import { GitHost, RepositoryPlace } from './gitHost';

const NOT_FOUND = 404;

/** A repository on GitHub. */
export function githubHost(
  config: GithubIntegrationConfig,
  place: RepositoryPlace,
  integrations: ScmIntegrationRegistry,
): GitHost {
  const { host, owner, repo } = place;
  const url = `https://${host}/${owner}/${repo}`;
  const provider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const token = async () => {
    const credentials = await provider.getCredentials({ url });
    if (!credentials.token) {
      throw new InputError(
        `The portal has no credentials for ${host}: set a token or an app in integrations.github`,
      );
    }
    return credentials.token;
  };
  const client = async () =>
    new Octokit({ auth: await token(), baseUrl: config.apiBaseUrl });

  return {
    title: `${owner}/${repo} on ${host}`,
    cloneUrl: `${url}.git`,
    async credentials() {
      return { username: 'x-access-token', password: await token() };
    },
    async hasBranch(branch) {
      const { rest } = await client();
      try {
        await rest.repos.getBranch({ owner, repo, branch });
        return true;
      } catch (error) {
        const isMissing =
          error instanceof Object &&
          'status' in error &&
          error.status === NOT_FOUND;
        if (isMissing) return false;
        throw error;
      }
    },
    async findPullRequest({ head, base, state }) {
      const { rest } = await client();
      const { data } = await rest.pulls.list({
        owner,
        repo,
        head: `${owner}:${head}`,
        base,
        state: state === 'open' ? 'open' : 'closed',
      });
      const found = data.find(
        pull => (pull.merged_at !== null) === (state === 'merged'),
      );
      return found && { number: found.number, url: found.html_url };
    },
    async createPullRequest({ title, description, head, base }) {
      const { rest } = await client();
      const { data } = await rest.pulls.create({
        owner,
        repo,
        title,
        body: description,
        head,
        base,
      });
      return { number: data.number, url: data.html_url };
    },
  };
}
