import { ScmIntegrationRegistry } from '@backstage/integration';
import { hostSettings } from '../../git/repository/hostSettings';
import { HostRepository, ReviewHost } from '../types';
import { createAzureReviews } from './azure';
import { createBitbucketCloudReviews } from './bitbucketCloud';
import { createBitbucketServerReviews } from './bitbucketServer';
import { createGiteaReviews } from './gitea';
import { createGithubReviews } from './github';
import { createGitlabReviews } from './gitlab';

/** Makes what asks a host, by its name as in `integrations`, with its port. */
export type ReviewHostFactory = (
  integrations: ScmIntegrationRegistry,
  host: string,
) => ReviewHost;

const FACTORIES: Record<string, ReviewHostFactory> = {
  github: createGithubReviews,
  gitlab: createGitlabReviews,
  gitea: createGiteaReviews,
  bitbucketCloud: createBitbucketCloudReviews,
  bitbucketServer: createBitbucketServerReviews,
  azure: createAzureReviews,
};

/** A repository whose host can be asked. */
export interface Askable {
  repository: HostRepository;
  reviews: ReviewHost;
}

/**
 * Who tells of the reviews of a repository, by its normalised URL; or why nobody can
 * be asked, for people.
 */
export function createHosts(
  integrations: ScmIntegrationRegistry,
): (repositoryUrl: string) => Askable | string {
  const hosts = new Map<string, ReviewHost>();
  return repositoryUrl => {
    const host = /^https?:\/\/([^/@]+)\//.exec(repositoryUrl)?.[1];
    if (host === undefined) {
      return 'The repository is not read over https, and only there are hosts asked for reviews';
    }
    const factory = FACTORIES[hostSettings(integrations, host).kind];
    if (!factory) return whyNot(integrations, host);
    const reviews = hosts.get(host) ?? factory(integrations, host);
    hosts.set(host, reviews);
    return { repository: { url: repositoryUrl, host }, reviews };
  };
}

function whyNot(integrations: ScmIntegrationRegistry, host: string): string {
  const kind = integrations.byHost(host)?.type;
  return kind === undefined
    ? `The portal has no integration for ${host}, so it is not asked: add one to integrations in its configuration`
    : `${host} is not asked, as the portal does not know how to ask a host of the kind "${kind}" for reviews`;
}
