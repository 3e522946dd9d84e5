import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { HttpHandler, HttpResponse } from 'msw';
import { createAzureReviews } from '../azure';
import { createBitbucketCloudReviews } from '../bitbucketCloud';
import { createBitbucketServerReviews } from '../bitbucketServer';
import { ReviewHostFactory } from '../createHosts';
import { createGithubReviews } from '../github';
import { createGitlabReviews } from '../gitlab';
import { azureNotFound, fakeAzure } from './fakeAzure';
import { bitbucketNotFound, fakeBitbucketCloud } from './fakeBitbucketCloud';
import {
  fakeBitbucketServer,
  SERVER,
  serverNotFound,
} from './fakeBitbucketServer';
import { fakeGithub } from './fakeGithub';
import { fakeGitlab, gitlabNotFound } from './fakeGitlab';
import githubNotFound from '../__fixtures__/github/not-found.json';
import { World } from './world';

/** Found nowhere but in the requests to the host. */
export const CANARY = 'canary-token';

export const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        {
          host: 'github.example.com',
          apiBaseUrl: 'https://github.example.com/api/v3',
          token: CANARY,
        },
      ],
      gitlab: [
        {
          host: 'gitlab.example.com',
          apiBaseUrl: 'https://gitlab.example.com/api/v4',
          token: CANARY,
        },
      ],
      bitbucketCloud: [{ username: 'robin@example.com', token: CANARY }],
      bitbucketServer: [
        {
          host: 'bitbucket.example.com',
          apiBaseUrl: `${SERVER}/rest/api/1.0`,
          token: CANARY,
        },
      ],
      azure: [
        {
          host: 'dev.azure.com',
          credentials: [{ personalAccessToken: CANARY }],
        },
      ],
    },
  }),
);

function basic(user: string): string {
  return `Basic ${Buffer.from(`${user}:${CANARY}`).toString('base64')}`;
}

const inAnHour = () => String(Math.floor(Date.now() / 1000) + 3600);

export interface TestHost {
  name: string;
  host: string;
  url: string;
  create: ReviewHostFactory;
  serve(world: World): HttpHandler[];
  /** Any address that it is asked at. */
  anywhere: string;
  authorization: string;
  /** It tells whether a commit is signed. */
  tellsSignatures: boolean;
  /** The first line of what its merges and squashes are given as a message. */
  subjectOf(number: number): string;
  /** For people. */
  pullUrl(number: number): string;
  /** What it says to who asks too often: ask again in an hour. */
  limited(): Response;
  /** What it says of a repository that is not there. */
  missing(): Response;
}

const tooMany = (headers: Record<string, string>) =>
  HttpResponse.json({}, { status: 429, headers });

export const TEST_HOSTS: TestHost[] = [
  {
    name: 'GitHub',
    host: 'github.example.com',
    url: 'https://github.example.com/acme/fleet.git',
    create: createGithubReviews,
    serve: fakeGithub,
    anywhere: 'https://github.example.com/*',
    authorization: `Bearer ${CANARY}`,
    tellsSignatures: true,
    subjectOf: number => `Change (#${number})`,
    pullUrl: number => `https://github.example.com/acme/fleet/pull/${number}`,
    limited: () =>
      HttpResponse.json(
        { message: 'API rate limit exceeded' },
        {
          status: 403,
          headers: {
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': inAnHour(),
          },
        },
      ),
    missing: () => HttpResponse.json(githubNotFound),
  },
  {
    name: 'GitLab',
    host: 'gitlab.example.com',
    url: 'https://gitlab.example.com/acme/fleet.git',
    create: createGitlabReviews,
    serve: fakeGitlab,
    anywhere: 'https://gitlab.example.com/*',
    authorization: `Bearer ${CANARY}`,
    tellsSignatures: true,
    subjectOf: number => `Change (!${number})`,
    pullUrl: number =>
      `https://gitlab.example.com/acme/fleet/-/merge_requests/${number}`,
    limited: () => tooMany({ 'ratelimit-reset': inAnHour() }),
    missing: () => gitlabNotFound('Project'),
  },
  {
    name: 'Bitbucket Cloud',
    host: 'bitbucket.org',
    url: 'https://bitbucket.org/acme/fleet.git',
    create: createBitbucketCloudReviews,
    serve: fakeBitbucketCloud,
    anywhere: 'https://api.bitbucket.org/*',
    authorization: basic('robin@example.com'),
    tellsSignatures: false,
    subjectOf: number => `Change (pull request #${number})`,
    pullUrl: number =>
      `https://bitbucket.org/acme/fleet/pull-requests/${number}`,
    limited: () => tooMany({ 'retry-after': '3600' }),
    missing: bitbucketNotFound,
  },
  {
    name: 'Bitbucket Data Center',
    host: 'bitbucket.example.com',
    url: 'https://bitbucket.example.com/scm/ACME/fleet.git',
    create: createBitbucketServerReviews,
    serve: fakeBitbucketServer,
    anywhere: 'https://bitbucket.example.com/*',
    authorization: `Bearer ${CANARY}`,
    tellsSignatures: false,
    subjectOf: number => `Pull request #${number}: Change`,
    pullUrl: number =>
      `${SERVER}/projects/ACME/repos/fleet/pull-requests/${number}`,
    limited: () => tooMany({ 'retry-after': '3600' }),
    missing: serverNotFound,
  },
  {
    name: 'Azure DevOps',
    host: 'dev.azure.com',
    url: 'https://dev.azure.com/acme/web/_git/fleet',
    create: createAzureReviews,
    serve: fakeAzure,
    anywhere: 'https://dev.azure.com/*',
    authorization: basic(''),
    tellsSignatures: false,
    subjectOf: number => `Merged PR ${number}: Change`,
    pullUrl: number =>
      `https://dev.azure.com/acme/web/_git/fleet/pullrequest/${number}`,
    limited: () => tooMany({ 'retry-after': '3600' }),
    missing: azureNotFound,
  },
];
