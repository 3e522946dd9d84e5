import {
  getGiteaRequestOptions,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Checks } from '@backstage-gitops/plugin-gitops-common';
import { Api, HttpResponse } from 'gitea-js';
import { z } from 'zod';
import { HostRepository, ReviewHostError } from '../types';
import {
  GiteaCommit,
  giteaCommitSchema,
  GiteaPull,
  giteaPullSchema,
  GiteaReview,
  giteaReviewSchema,
  giteaStatusSchema,
} from './giteaSchemas';
import { giteaChecks } from './giteaWords';
import { guardedFetch } from './guardedFetch';
import { once } from './once';
import { repositoryPath } from './repositoryPath';

/** As many as Gitea gives at once, if nobody has configured less. */
const LIMIT = 50;
/** Of the reviews of a pull request. */
const MAX_PAGES = 4;

const answerSchema = z.object({
  status: z.number(),
  headers: z.instanceof(Headers),
});

export interface GiteaQuestion {
  host: string;
  repository: HostRepository;
  signal: AbortSignal;
}

/** One repository of a Gitea; what was asked once is not asked again. */
export class GiteaRepository {
  readonly host: string;
  readonly #api: Api<unknown>['repos'];
  readonly #place: [owner: string, name: string];
  readonly #signal: AbortSignal;
  constructor(
    integrations: ScmIntegrationRegistry,
    { host, repository, signal }: GiteaQuestion,
  ) {
    const config = integrations.gitea.byHost(host)?.config ?? { host };
    const baseUrl = config.baseUrl ?? `https://${host}`;
    const [owner = '', name = ''] = repositoryPath(
      repository,
      new URL(baseUrl).pathname,
    ).map(encodeURIComponent);
    this.host = host;
    this.#place = [owner, name];
    this.#signal = signal;
    this.#api = new Api({
      baseUrl: `${baseUrl}/api/v1`,
      baseApiParams: {
        format: 'json',
        headers: getGiteaRequestOptions(config).headers,
      },
      customFetch: guardedFetch({
        who: `The Git host ${host}`,
        configuredAt: 'integrations.gitea',
      }),
    }).repos;
  }

  /** @throws ReviewHostError `notFound` where there is no such repository, for us */
  async check(): Promise<void> {
    const found = await this.#find(
      z.unknown(),
      this.#api.repoGet(...this.#place, this.#params),
    );
    if (found !== undefined) return;
    throw new ReviewHostError(
      `The Git host ${this.host} does not have the repository, or does not show it to the portal: see integrations.gitea`,
      'notFound',
    );
  }

  readonly checks = once((sha: string) => this.#askForChecks(sha));

  /** The pull request whose merge made a commit of the branch. */
  readonly pullMergedAs = once((sha: string) => this.#askForPull(sha));

  /** Of the pull request with that number; oldest first. */
  readonly reviewsOf = once((number: number) => this.#askForReviews(number));

  /** The newest commits of the branch of that number, as they were before the merge. */
  readonly commitsOf = once((number: number) => this.#askForCommits(number));

  async commit(sha: string): Promise<GiteaCommit | undefined> {
    const query = { stat: false, files: false, verification: true };
    return this.#find(
      giteaCommitSchema,
      this.#api.repoGetSingleCommit(...this.#place, sha, query, this.#params),
    );
  }

  async #askForCommits(
    number: number,
  ): Promise<{ commits: GiteaCommit[]; isAll: boolean }> {
    const query = { limit: LIMIT, files: false, verification: false };
    const commits = await this.#find(
      z.array(giteaCommitSchema),
      this.#api.repoGetPullRequestCommits(
        ...this.#place,
        number,
        query,
        this.#params,
      ),
    );
    return {
      commits: commits ?? [],
      isAll: commits !== undefined && commits.length < LIMIT,
    };
  }

  get #params() {
    return { signal: this.#signal };
  }

  async #askForChecks(sha: string): Promise<Checks> {
    const status = await this.#find(
      giteaStatusSchema,
      this.#api.repoGetCombinedStatusByRef(
        ...this.#place,
        sha,
        {},
        this.#params,
      ),
    );
    return status ? giteaChecks(status) : 'unknown';
  }

  async #askForReviews(number: number): Promise<GiteaReview[]> {
    const reviews: GiteaReview[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const found = await this.#find(
        z.array(giteaReviewSchema),
        this.#api.repoListPullReviews(
          ...this.#place,
          number,
          { page, limit: LIMIT },
          this.#params,
        ),
      );
      reviews.push(...(found ?? []));
      if (!found || found.length < LIMIT) break;
    }
    return reviews;
  }

  async #askForPull(
    sha: string,
  ): Promise<GiteaPull | 'unsupported' | undefined> {
    let isSupported = true;
    const found = await this.#find(
      giteaPullSchema,
      this.#api.repoGetCommitPullRequest(...this.#place, sha, this.#params),
      headers => {
        // Gitea says in JSON what it does not have; what it does not know is a page.
        isSupported = headers.get('content-type')?.includes('json') ?? false;
      },
    );
    return isSupported ? found : 'unsupported';
  }

  /** Undefined where there is no such thing. */
  async #find<T>(
    schema: z.ZodType<T>,
    asked: Promise<HttpResponse<unknown, unknown>>,
    onAbsent: (headers: Headers) => void = () => {},
  ): Promise<T | undefined> {
    let data: unknown;
    try {
      data = (await asked).data;
    } catch (error) {
      // The client throws whatever is not a success, and its own troubles.
      const absent = answerSchema.safeParse(error).data;
      if (absent?.status !== 404) throw error;
      onAbsent(absent.headers);
      return undefined;
    }
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new ReviewHostError(
      `The Git host ${this.host} answered with something else than a Gitea: see integrations.gitea whether its address is right`,
      'failed',
    );
  }
}
