import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import { GitHost, RepositoryPlace } from './gitHost';
import { giteaHost } from './giteaHost';
import { githubHost } from './githubHost';
import { gitlabHost } from './gitlabHost';

/** A part of an address that leads nowhere else, as `..` would. */
function isName(text: string): boolean {
  return /^[\w.-]+$/.test(text) && !/^\.+$/.test(text);
}

/**
 * @param repoUrl - as in Backstage's publish actions, e.g. `git.example.com?owner=shop&repo=web`
 * @throws InputError where the host is not among the integrations, or a part is missing
 */
export function parsePlace(
  repoUrl: string,
  integrations: ScmIntegrationRegistry,
): RepositoryPlace {
  const { host, owner, repo } = parseRepoUrl(repoUrl, integrations);
  if (!owner) {
    throw new InputError(
      `"${repoUrl}" names no owner: write it as ${host}?owner=…&repo=…`,
    );
  }
  if (![...owner.split('/'), repo].every(isName)) {
    throw new InputError(
      `"${owner}/${repo}" cannot be a repository on ${host}: its names may have letters, digits, ".", "_" and "-"`,
    );
  }
  return { host, owner, repo };
}

/**
 * The repository of a `repoUrl`, on a host of the kind that its integration says.
 * @throws InputError as `parsePlace`, and for a host of another kind
 */
export function openGitHost(
  repoUrl: string,
  integrations: ScmIntegrationRegistry,
): GitHost {
  const place = parsePlace(repoUrl, integrations);
  const gitea = integrations.gitea.byHost(place.host);
  if (gitea) return giteaHost(gitea.config, place);
  const github = integrations.github.byHost(place.host);
  if (github) return githubHost(github.config, place, integrations);
  const gitlab = integrations.gitlab.byHost(place.host);
  if (gitlab) return gitlabHost(gitlab.config, place);
  throw new InputError(
    `Pull requests on ${place.host} are not known here: it has to be Gitea, GitHub or GitLab`,
  );
}
