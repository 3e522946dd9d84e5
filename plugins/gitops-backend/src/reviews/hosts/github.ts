import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { graphql, GraphqlResponseError } from '@octokit/graphql';
import { z } from 'zod';
import { ReviewHost, ReviewHostError } from '../types';
import { githubReviewOf } from './githubCommit';
import {
  aliasOf,
  answerSchema,
  commitsQuery,
  errorsSchema,
  factsSchema,
  GithubErrors,
} from './githubQuery';
import { retryAfter } from './guardedFetch';
import { HostApi } from './hostApi';
import { repositoryPath } from './repositoryPath';

/** In one request. */
const BATCH = 30;
const CONFIGURED_AT = 'integrations.github';

type ParsedOptions = Parameters<typeof graphql.endpoint.parse>[0];

/** What was answered, also where it holds errors. */
interface Answer {
  data: unknown;
  errors: unknown;
  headers: Headers;
}

/** GitHub's client, over our requests. */
async function ask(
  api: HostApi,
  baseUrl: string,
  query: string,
  variables: Record<string, string>,
): Promise<Answer> {
  let headers = new Headers();
  const send = async (_: unknown, options: ParsedOptions) => {
    const { url, method, body, ...request } = graphql.endpoint.parse(options);
    const named = z.record(z.string(), z.coerce.string());
    const answer = await api.send(url, {
      method,
      headers: named.parse(request.headers),
      body: JSON.stringify(body),
    });
    headers = answer.headers;
    const data = api.read(z.looseObject({}), answer.json);
    return { ...answer, url, data };
  };
  try {
    const data = await graphql<unknown>(query, {
      ...variables,
      baseUrl,
      request: { hook: send },
    });
    return { data, errors: [], headers };
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error;
    return { data: error.data, errors: error.errors, headers };
  }
}

function checkErrors(
  api: HostApi,
  errors: GithubErrors,
  headers: Headers,
): void {
  const isRepository = ({ path }: GithubErrors[number]) =>
    path === undefined || path.length < 2;
  for (const { type = '' } of errors.filter(isRepository)) {
    if (/^RATE_LIMIT/.test(type)) {
      throw api.error(
        'limits how often it is asked',
        'rateLimited',
        retryAfter(headers),
      );
    }
    if (type === 'NOT_FOUND') {
      throw api.error(
        'does not have the repository, or does not let the portal see it: look at its address and at the rights of the token',
        'notFound',
      );
    }
    if (['FORBIDDEN', 'INSUFFICIENT_SCOPES'].includes(type)) {
      throw api.error(
        `does not let the portal read the repository: give the token in ${CONFIGURED_AT} the right to, also for single sign-on`,
        'forbidden',
      );
    }
  }
}

function noToken(host: string): ReviewHostError {
  return new ReviewHostError(
    `The Git host ${host} answers nobody without a token: set a token in ${CONFIGURED_AT}, or an app that the owner of the repository has installed`,
    'forbidden',
  );
}

/** Asks GitHub, of the cloud or an Enterprise Server, for many commits in one request. */
export function createGithubReviews(
  integrations: ScmIntegrationRegistry,
  host: string,
): ReviewHost {
  const provider =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const baseUrl =
    integrations.github.byHost(host)?.config.apiBaseUrl ??
    `https://${host}/api/v3`;

  return {
    batch: BATCH,
    async ask(repository, commits, { signal }) {
      const api = new HostApi({
        host,
        configuredAt: CONFIGURED_AT,
        baseUrl,
        signal,
        authorization: async () => {
          const { token } = await provider.getCredentials(repository);
          // Without one it would say that we ask too often.
          if (!token) throw noToken(host);
          return `Bearer ${token}`;
        },
      });
      const [owner = '', name = ''] = repositoryPath(repository);
      const ids = commits.map(({ sha }, n) => [aliasOf(n), sha]);
      const answer = await ask(api, baseUrl, commitsQuery(commits.length), {
        owner,
        name,
        ...Object.fromEntries(ids),
      });
      const errors = api.read(errorsSchema, answer.errors);
      checkErrors(api, errors, answer.headers);
      const found = api.read(answerSchema, answer.data).repository;
      if (!found) throw api.error('could not answer: ask later', 'failed');
      const repositoryId = api.read(z.string(), found.id);

      const answers = new Map<string, CommitReview>();
      let unreadable = 0;
      commits.forEach((commit, n) => {
        const alias = aliasOf(n);
        // It does not know the commit.
        if (!found[alias]) return;
        const facts = factsSchema.safeParse(found[alias]);
        const review =
          facts.data &&
          githubReviewOf(
            facts.data,
            field =>
              errors.some(
                ({ path }) => path?.[1] === alias && path[2] === field,
              ),
            repositoryId,
            commit,
          );
        if (review) answers.set(commit.sha, review);
        if (!facts.success) unreadable += 1;
      });
      if (unreadable > 0 && answers.size === 0) throw api.malformed();
      return { answers };
    },
  };
}
