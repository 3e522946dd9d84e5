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
 * Who tells of the reviews of a repository, by its normalised URL; undefined where no
 * integration is for its host, and for ssh URLs.
 */
export function createHosts(
  integrations: ScmIntegrationRegistry,
): (repositoryUrl: string) => Askable | undefined {
  const hosts = new Map<string, ReviewHost>();
  return repositoryUrl => {
    const host = /^https?:\/\/([^/@]+)\//.exec(repositoryUrl)?.[1];
    if (host === undefined) return undefined;
    const factory = FACTORIES[hostSettings(integrations, host).kind];
    if (!factory) return undefined;
    const reviews = hosts.get(host) ?? factory(integrations, host);
    hosts.set(host, reviews);
    return { repository: { url: repositoryUrl, host }, reviews };
  };
}
