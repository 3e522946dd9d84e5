import { InputError } from '@backstage/errors';
import { GiteaIntegrationConfig } from '@backstage/integration';
import { z } from 'zod';
import { GitHost, PullRequest, RepositoryPlace } from './gitHost';
import { GiteaClient } from './giteaClient';

const branchInfo = z.object({ label: z.string(), repo_id: z.number() });

const pullRequestSchema = z.object({
  number: z.number(),
  html_url: z.url({ protocol: /^https?$/ }),
  merged: z.boolean(),
  head: branchInfo,
  base: branchInfo,
});

function published(pull: z.infer<typeof pullRequestSchema>): PullRequest {
  return { number: pull.number, url: pull.html_url };
}

const PAGE_SIZE = 50;
const MAX_PAGES = 20;

function escaped(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/');
}

/** A repository on Gitea or Forgejo. */
export function giteaHost(
  config: GiteaIntegrationConfig,
  place: RepositoryPlace,
): GitHost {
  const client = new GiteaClient(config, place);
  const { host, owner, repo } = place;
  const title = `${owner}/${repo} on ${host}`;

  return {
    title,
    cloneUrl: `${client.url}.git`,
    async credentials() {
      const { username, password } = config;
      if (!password) {
        throw new InputError(
          `The portal has no credentials for ${host}: set username and password in integrations.gitea`,
        );
      }
      // A token alone goes where a name is expected.
      return username
        ? { username, password }
        : { username: password, password: 'x-oauth-basic' };
    },
    async hasBranch(name) {
      const branch = await client.find(
        z.looseObject({}),
        `/branches/${escaped(name)}`,
      );
      return branch !== undefined;
    },
    async findPullRequest({ head, base, state }) {
      const asked = state === 'open' ? 'open' : 'closed';
      for (let page = 1; page <= MAX_PAGES; page++) {
        const pulls = await client.find(
          z.array(pullRequestSchema),
          `/pulls?state=${asked}&page=${page}&limit=${PAGE_SIZE}`,
        );
        const found = pulls?.find(
          pull =>
            pull.head.label === head &&
            pull.base.label === base &&
            pull.head.repo_id === pull.base.repo_id &&
            pull.merged === (state === 'merged'),
        );
        if (found) return published(found);
        if (!pulls?.length) return undefined;
      }
      return undefined;
    },
    async createPullRequest({ description, ...pull }) {
      const body = { ...pull, body: description };
      return published(await client.post(pullRequestSchema, '/pulls', body));
    },
  };
}
