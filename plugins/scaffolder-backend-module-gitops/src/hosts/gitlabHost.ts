import { InputError } from '@backstage/errors';
import { GitLabIntegrationConfig } from '@backstage/integration';
import { Gitlab, GitbeakerRequestError } from '@gitbeaker/rest';
import { GitHost, RepositoryPlace } from './gitHost';

/** A project on GitLab; its owner can be a group within groups. */
export function gitlabHost(
  config: GitLabIntegrationConfig,
  place: RepositoryPlace,
): GitHost {
  const { host, owner, repo } = place;
  const { token, baseUrl } = config;
  if (!token) {
    throw new InputError(
      `The portal has no credentials for ${host}: set a token in integrations.gitlab`,
    );
  }
  const project = `${owner}/${repo}`;
  const client = new Gitlab({ host: baseUrl, token });

  return {
    title: `${project} on ${host}`,
    cloneUrl: `${baseUrl}/${project}.git`,
    async credentials() {
      return { username: 'oauth2', password: token };
    },
    async hasBranch(branch) {
      try {
        await client.Branches.show(project, branch);
        return true;
      } catch (error) {
        const isMissing =
          error instanceof GitbeakerRequestError &&
          error.cause?.response.status === 404;
        if (isMissing) return false;
        throw error;
      }
    },
    async findPullRequest({ head, base, state }) {
      const found = await client.MergeRequests.all({
        projectId: project,
        sourceBranch: head,
        targetBranch: base,
        state: state === 'open' ? 'opened' : 'merged',
      });
      const own = found.find(
        request => request.source_project_id === request.target_project_id,
      );
      return own && { number: own.iid, url: own.web_url };
    },
    async createPullRequest({ title, description, head, base }) {
      const created = await client.MergeRequests.create(
        project,
        head,
        base,
        title,
        { description },
      );
      return { number: created.iid, url: created.web_url };
    },
  };
}
