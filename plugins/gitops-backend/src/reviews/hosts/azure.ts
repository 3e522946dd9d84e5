import {
  Checks,
  CommitReview,
  Review,
  Reviewer,
} from '@backstage-gitops/plugin-gitops-common';
import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { z } from 'zod';
import { createAuthorization } from '../../git/repository/authorization';
import { AskedCommit, ReviewHost } from '../types';
import { askEach } from './askEach';
import { CompletedPull, findPulls, VERSION } from './azurePulls';
import { azureRepository } from './azureRepository';
import {
  commitSchema,
  pullSchema,
  pushSchema,
  statusesSchema,
} from './azureSchemas';
import { checksBehind } from './checksBehind';
import { HostApi } from './hostApi';
import { once } from './once';
import { find, orElse } from './orElse';
import { pickPull } from './pickPull';
import { reviewOf, ToldPull } from './pullRequestOf';
import { verdictOf } from './verdictOf';

/** Their pull requests are asked for together, their statuses one by one. */
const BATCH = 20;

const CHECKS: Record<string, Checks> = {
  succeeded: 'passed',
  failed: 'failed',
  error: 'failed',
  pending: 'running',
  notSet: 'none',
  notApplicable: 'none',
};

/** By the vote: 5 is an approval with suggestions, -5 waits for the author. */
function stateOf(vote: number): Reviewer['state'] {
  if (vote > 0) return 'approved';
  return vote < 0 ? 'changesRequested' : 'requested';
}

const UNKNOWN_PUSH: Review = {
  state: 'unknown',
  reason: 'Azure DevOps does not tell with which push this commit came',
};

/** Asks one repository. */
class Repository {
  constructor(
    private readonly api: HostApi,
    private readonly webUrl: string,
    private readonly found: Map<string, CompletedPull[]>,
  ) {}

  exists() {
    return this.api.get(z.looseObject({}), `?${VERSION}`);
  }

  async ask(commit: AskedCommit): Promise<CommitReview | undefined> {
    const { sha, landedWith } = commit;
    const completed = [sha, landedWith ?? sha].flatMap(
      id => this.found.get(id) ?? [],
    );
    const known = pickPull(completed, commit);
    const pushed = known ? [known] : await this.#completedWithPushOf(sha);
    if (!pushed) return undefined;
    if (pushed !== 'unknown') completed.push(...pushed);
    const pull = pickPull(completed, commit);
    return {
      review:
        pushed === 'unknown'
          ? UNKNOWN_PUSH
          : reviewOf(pull && (await this.#pull(pull.number)), completed),
      checks: await checksBehind(this.#checks, sha, pull?.head),
      signature: 'unknown',
    };
  }

  /** Several commits came with one pull request. */
  readonly #pull = once(async (number: number): Promise<ToldPull> => {
    const pull = await this.api.get(
      pullSchema,
      `/pullrequests/${number}?${VERSION}`,
    );
    const people = pull.reviewers?.filter(({ isContainer }) => !isContainer);
    return {
      number,
      title: pull.title,
      url: `${this.webUrl}/pullrequest/${number}`,
      author: pull.createdBy?.displayName ?? null,
      mergedAt: toTimestamp(pull.closedDate) ?? null,
      reviewers: (people ?? []).map(({ displayName = '', vote }) => ({
        name: displayName,
        state: stateOf(vote),
      })),
      ...(!people && { approvals: null }),
    };
  });

  /**
   * When Azure rebases, it makes commits that no pull request is found by but for the
   * last of them, and pushes them together.
   */
  async #completedWithPushOf(
    sha: string,
  ): Promise<CompletedPull[] | 'unknown' | undefined> {
    const commit = await find(
      this.api.get(commitSchema, `/commits/${sha}?changeCount=0&${VERSION}`),
    );
    // The host does not know it.
    if (!commit) return undefined;
    return commit.push ? this.#push(commit.push.pushId) : 'unknown';
  }

  /** The pull requests that were completed with a push. */
  readonly #push = once(async (id: number) => {
    const push = await find(
      this.api.get(
        pushSchema,
        `/pushes/${id}?includeRefUpdates=true&${VERSION}`,
      ),
    );
    if (!push) return 'unknown' as const;
    const tips = push.refUpdates.flatMap(
      ({ newObjectId }) => newObjectId ?? [],
    );
    const found = await findPulls(this.api, tips, ['lastMergeCommit']);
    return tips.flatMap(tip => found.get(tip) ?? []);
  });

  readonly #checks = once(async (sha: string): Promise<Checks> => {
    const statuses = await orElse(
      this.api.get(
        statusesSchema,
        `/commits/${sha}/statuses?latestOnly=true&top=100&${VERSION}`,
      ),
      { notFound: undefined, forbidden: undefined },
    );
    if (!statuses) return 'unknown';
    return verdictOf(
      statuses.value.map(({ state = 'notSet' }) => CHECKS[state] ?? 'unknown'),
    );
  });
}

/**
 * Asks Azure DevOps, which does not tell of signatures. Its client library cannot be
 * told to stop, reads answers of any size, and takes a page to sign in and a repository
 * that is not there for "no pull requests".
 */
export function createAzureReviews(
  integrations: ScmIntegrationRegistry,
  host: string,
): ReviewHost {
  const authorization = createAuthorization(integrations);

  return {
    batch: BATCH,
    async ask(repository, commits, { signal }) {
      const at = azureRepository(repository);
      const api = new HostApi({
        host,
        configuredAt: 'integrations.azure',
        baseUrl: at.apiUrl,
        signal,
        authorization: () => authorization(repository.url),
      });
      const ids = commits.flatMap(({ sha, landedWith }) => [
        sha,
        landedWith ?? sha,
      ]);
      const found = await findPulls(
        api,
        [...new Set(ids)],
        ['lastMergeCommit', 'commit'],
      );
      const own = new Repository(api, at.webUrl, found);
      return askEach(commits, {
        signal,
        ask: commit => own.ask(commit),
        checkRepository: () => own.exists(),
      });
    },
  };
}
