import {
  Checks,
  CommitReview,
  Reviewer,
  Signature,
} from '@backstage-gitops/plugin-gitops-common';
import { toTimestamp } from '@backstage-gitops/plugin-gitops-node';
import {
  DefaultGitlabCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { AskedCommit, ReviewHost } from '../types';
import { askEach } from './askEach';
import { checksBehind } from './checksBehind';
import { gitlabClient } from './gitlabClient';
import {
  approvalsSchema,
  commitSchema,
  GitlabMergeRequest,
  GitlabUser,
  mergeRequestsSchema,
  reviewersSchema,
  signatureSchema,
} from './gitlabSchemas';
import { HostApi } from './hostApi';
import { once } from './once';
import { find, orElse } from './orElse';
import { MergedPull, pickPull } from './pickPull';
import { reviewOf, ToldPull } from './pullRequestOf';
import { repositoryPath } from './repositoryPath';

/** A handful of requests for each. */
const BATCH = 10;
const PAGE = 100;

/** Of a pipeline; one that was skipped has checked nothing. */
const CHECKS: Record<string, Checks> = {
  success: 'passed',
  failed: 'failed',
  canceled: 'failed',
  skipped: 'none',
  created: 'running',
  waiting_for_resource: 'running',
  preparing: 'running',
  pending: 'running',
  running: 'running',
  canceling: 'running',
  manual: 'running',
  scheduled: 'running',
};

const REVIEW_STATES: Record<string, Reviewer['state']> = {
  approved: 'approved',
  requested_changes: 'changesRequested',
  reviewed: 'commented',
  unapproved: 'dismissed',
};

const nameOf = ({ name, username }: GitlabUser) => name || username;

type MergedRequest = GitlabMergeRequest & MergedPull;

function mergedOf(request: GitlabMergeRequest): MergedRequest[] {
  if (request.state !== 'merged') return [];
  const { merge_commit_sha: merge, squash_commit_sha: squash, sha } = request;
  const made = [merge, squash].flatMap(id => id ?? []);
  return [
    {
      ...request,
      number: request.iid,
      into: request.target_branch,
      mergedAt: toTimestamp(request.merged_at ?? undefined) ?? null,
      // A merge that made no commit ends with the last one of the branch.
      landedAs: made.length > 0 ? made : [sha ?? ''],
    },
  ];
}

/** Asks one project of a GitLab. */
class Project {
  readonly #client: ReturnType<typeof gitlabClient>;
  /** Whether it shows those of any commit. */
  #statuses: Promise<boolean> | undefined;

  constructor(
    private readonly api: HostApi,
    baseUrl: string,
    private readonly path: string,
  ) {
    this.#client = gitlabClient(api, baseUrl);
  }

  exists() {
    return this.#client.projects.show(this.path);
  }

  async ask(commit: AskedCommit): Promise<CommitReview | undefined> {
    const { commits } = this.#client;
    const { sha } = commit;
    if (!(await this.#commit(sha))) return undefined;
    const found = await commits.allMergeRequests(this.path, sha, {
      perPage: PAGE,
      maxPages: 1,
    });
    const requests = this.api.read(mergeRequestsSchema, found);
    const merged = requests.flatMap(mergedOf);
    const picked = pickPull(merged, commit);
    // It is being merged, or among those that were not asked for.
    const isLocked = requests.some(({ state }) => state === 'locked');
    if (!picked && (isLocked || requests.length >= PAGE)) return undefined;
    return {
      review: reviewOf(picked && (await this.#told(picked)), merged),
      checks: await checksBehind(this.#checks, sha, picked?.sha ?? undefined),
      signature: await this.#signature(sha),
    };
  }

  readonly #commit = once(async (sha: string) => {
    const known = await find(this.#client.commits.show(this.path, sha));
    return known && this.api.read(commitSchema, known);
  });

  readonly #checks = async (sha: string): Promise<Checks> => {
    const known = await this.#commit(sha);
    if (!known) return 'unknown';
    if (known.status) return CHECKS[known.status] ?? 'unknown';
    return (await this.#showsChecks(sha)) ? 'none' : 'unknown';
  };

  /** To whom it does not show pipelines, a commit looks as if it had none. */
  readonly #showsChecks = async (sha: string): Promise<boolean> => {
    const path = encodeURIComponent(this.path);
    this.#statuses ??= orElse(
      this.api
        .ask(`/projects/${path}/repository/commits/${sha}/statuses?per_page=1`)
        .then(() => true),
      { notFound: false, forbidden: false },
    );
    return this.#statuses;
  };

  /** Several commits came with one merge request. */
  readonly #reviewers = once(async (iid: number) => {
    const { approvals, mergeRequests } = this.#client;
    const nobody = { notFound: undefined, forbidden: undefined };
    const approved = await orElse(
      approvals.showConfiguration(this.path, { mergerequestIId: iid }),
      nobody,
    );
    const asked = await orElse(
      mergeRequests.showReviewers(this.path, iid),
      nobody,
    );
    return {
      approvedBy: approved && this.api.read(approvalsSchema, approved),
      asked: asked ? this.api.read(reviewersSchema, asked) : [],
    };
  });

  async #told(request: MergedRequest): Promise<ToldPull> {
    const { approvedBy, asked } = await this.#reviewers(request.iid);
    const approving = approvedBy?.approved_by.map(({ user }) => user) ?? [];
    const others = asked.filter(
      ({ user }) => !approving.some(({ id }) => id === user.id),
    );
    return {
      number: request.iid,
      title: request.title,
      url: request.web_url,
      author: request.author ? nameOf(request.author) : null,
      mergedAt: request.mergedAt,
      reviewers: [
        ...approving.map(user => ({
          name: nameOf(user),
          state: 'approved' as const,
        })),
        ...others.map(({ user, state }) => ({
          name: nameOf(user),
          state: REVIEW_STATES[state] ?? 'requested',
        })),
      ],
      approvals: approvedBy ? approving.length : null,
    };
  }

  async #signature(sha: string): Promise<Signature> {
    const signature = await orElse(
      this.#client.commits.showGPGSignature(this.path, sha),
      { notFound: 'none' as const, forbidden: 'unknown' as const },
    );
    if (signature === 'none' || signature === 'unknown') return signature;
    const read = this.api.read(signatureSchema, signature);
    return read.verification_status === 'verified' ? 'verified' : 'unverified';
  }
}

/** Asks GitLab; a few requests for each commit. */
export function createGitlabReviews(
  integrations: ScmIntegrationRegistry,
  host: string,
): ReviewHost {
  const provider =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  const config = integrations.gitlab.byHost(host)?.config;
  const baseUrl = config?.apiBaseUrl ?? `https://${host}/api/v4`;
  const { pathname } = new URL(config?.baseUrl ?? `https://${host}`);

  return {
    batch: BATCH,
    async ask(repository, commits, { signal }) {
      const api = new HostApi({
        host,
        configuredAt: 'integrations.gitlab',
        baseUrl,
        signal,
        authorization: async () => {
          const { token } = await provider.getCredentials(repository);
          return token && `Bearer ${token}`;
        },
      });
      const path = repositoryPath(repository, pathname).join('/');
      const project = new Project(api, baseUrl, path);
      return askEach(commits, {
        signal,
        ask: commit => project.ask(commit),
        checkRepository: () => project.exists(),
      });
    },
  };
}
