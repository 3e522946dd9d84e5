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
import {
  CloudAccount,
  CloudPull,
  commitSchema,
  pullSchema,
  pullsSchema,
  statusesSchema,
} from './bitbucketCloudSchemas';
import { checksBehind } from './checksBehind';
import { HostApi } from './hostApi';
import { once } from './once';
import { find, orElse } from './orElse';
import { landed, MergedPull, pickPull } from './pickPull';
import { reviewOf, ToldPull } from './pullRequestOf';
import { repositoryPath } from './repositoryPath';
import { verdictOf } from './verdictOf';

/** A few requests for each, of a thousand an hour. */
const BATCH = 10;
/** Pull requests with a commit; more than these are not looked at. */
const MAX_PULLS = 10;

const CHECKS: Record<string, Checks> = {
  SUCCESSFUL: 'passed',
  FAILED: 'failed',
  STOPPED: 'failed',
  INPROGRESS: 'running',
};

/** What Bitbucket writes into the subject of a merge and of a squashed commit. */
const NAMED_PULL = /^[^\n]*\(pull request #(\d{1,9})\)/;

const NONE: Review = { state: 'none' };

const NOT_INDEXED: Review = {
  state: 'unknown',
  reason:
    'Bitbucket has not linked the commits of this repository with their pull requests: open a commit there and choose "Go to pull request" once',
};

function nameOf({ display_name, nickname }: CloudAccount): string {
  return display_name || nickname || 'a former user';
}

function reviewersOf({ participants }: CloudPull): Reviewer[] {
  return participants.flatMap(({ user, role, approved, state }): Reviewer[] => {
    const name = nameOf(user ?? {});
    if (approved) return [{ name, state: 'approved' }];
    if (state === 'changes_requested') {
      return [{ name, state: 'changesRequested' }];
    }
    return role === 'REVIEWER' ? [{ name, state: 'requested' }] : [];
  });
}

interface CloudMerged extends ToldPull, MergedPull {
  head: string | undefined;
}

function mergedOf(pull: CloudPull | undefined): CloudMerged[] {
  if (pull?.state !== 'MERGED') return [];
  return [
    {
      number: pull.id,
      into: pull.destination?.branch?.name,
      title: pull.title,
      url: pull.links?.html?.href,
      author: pull.author ? nameOf(pull.author) : null,
      mergedAt: toTimestamp(pull.merge_commit?.date) ?? null,
      reviewers: reviewersOf(pull),
      landedAs: [pull.merge_commit?.hash ?? ''],
      head: pull.source?.commit?.hash,
    },
  ];
}

/** Asks one repository. */
class Repository {
  constructor(private readonly api: HostApi, private readonly path: string) {}

  exists() {
    return this.api.get(z.looseObject({}), this.path);
  }

  async ask(commit: AskedCommit): Promise<CommitReview | undefined> {
    const merge = commit.landedWith ?? commit.sha;
    const known = await find(
      this.api.get(commitSchema, `${this.path}/commit/${merge}`),
    );
    if (!known) return undefined;
    const behind = await this.#behind(commit, known.message);
    if (!behind) return undefined;
    const pull = 'landedAs' in behind ? behind : undefined;
    return {
      review: 'state' in behind ? behind : reviewOf(behind),
      checks: await checksBehind(this.#checks, commit.sha, pull?.head),
      signature: 'unknown',
    };
  }

  /** Several commits came with one pull request. */
  readonly #pull = once((id: number) =>
    find(
      this.api.get(
        pullSchema,
        // The time of the merge is told only to those who ask for it.
        `${this.path}/pullrequests/${id}?fields=%2Bmerge_commit.date`,
      ),
    ),
  );

  async #merged(ids: readonly number[]): Promise<CloudMerged[]> {
    const pulls = await Promise.all(ids.map(id => this.#pull(id)));
    return pulls.flatMap(mergedOf);
  }

  /** Undefined while Bitbucket works it out, or where there are too many to tell. */
  async #behind(
    commit: AskedCommit,
    message: string,
  ): Promise<CloudMerged | Review | undefined> {
    const { ids, otherwise } = await this.#listed(commit);
    const merged = await this.#merged(ids);
    const picked = pickPull(merged, commit);
    if (picked) return picked;
    // Whoever wrote the message, the pull request says which commit it made.
    const named = NAMED_PULL.exec(message)?.[1];
    const [claimed] = await this.#merged(named ? [Number(named)] : []);
    if (claimed && landed(claimed, commit)) return claimed;
    return merged.length > 0 ? reviewOf(undefined, merged) : otherwise;
  }

  /** The pull requests with a commit, and what is said where none of them was merged. */
  async #listed({
    sha,
  }: AskedCommit): Promise<{ ids: number[]; otherwise?: Review }> {
    const path = `${this.path}/commit/${sha}/pullrequests?pagelen=${MAX_PULLS}`;
    const answer = await find(this.api.ask(path));
    if (!answer) return { ids: [], otherwise: NOT_INDEXED };
    // It works it out.
    if (answer.status === 202) return { ids: [] };
    const { values, next } = this.api.read(pullsSchema, answer.json);
    const ids = values.map(({ id }) => id);
    return next === undefined ? { ids, otherwise: NONE } : { ids };
  }

  readonly #checks = once(async (sha: string): Promise<Checks> => {
    const statuses = await orElse(
      this.api.get(
        statusesSchema,
        `${this.path}/commit/${sha}/statuses?pagelen=100`,
      ),
      { notFound: undefined, forbidden: undefined },
    );
    if (!statuses) return 'unknown';
    const told = statuses.values.map(({ state }) => CHECKS[state] ?? 'unknown');
    return verdictOf(statuses.next ? [...told, 'unknown'] : told);
  });
}

/** Asks Bitbucket Cloud, which does not tell of signatures. */
export function createBitbucketCloudReviews(
  integrations: ScmIntegrationRegistry,
  host: string,
): ReviewHost {
  const config = integrations.bitbucketCloud.byHost(host)?.config;
  const baseUrl = config?.apiBaseUrl ?? 'https://api.bitbucket.org/2.0';
  const authorization = createAuthorization(integrations);

  return {
    batch: BATCH,
    async ask(repository, commits, { signal }) {
      const api = new HostApi({
        host,
        configuredAt: 'integrations.bitbucketCloud',
        baseUrl,
        signal,
        authorization: async () =>
          // For Git such a token has a user; its API wants none.
          config?.token && !config.username && !config.clientId
            ? `Bearer ${config.token}`
            : authorization(repository.url),
      });
      const names = repositoryPath(repository).map(encodeURIComponent);
      const own = new Repository(api, `/repositories/${names.join('/')}`);
      return askEach(commits, {
        signal,
        ask: commit => own.ask(commit),
        checkRepository: () => own.exists(),
      });
    },
  };
}
