import {
  Checks,
  CommitReview,
  Reviewer,
} from '@backstage-gitops/plugin-gitops-common';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { z } from 'zod';
import { createAuthorization } from '../../git/repository/authorization';
import { AskedCommit, HostRepository, ReviewHost } from '../types';
import { askEach } from './askEach';
import { createBuilds } from './bitbucketServerBuilds';
import {
  commitSchema,
  pullSchema,
  pullsSchema,
  ServerParticipant,
  ServerPull,
} from './bitbucketServerSchemas';
import { checksBehind } from './checksBehind';
import { HostApi } from './hostApi';
import { find } from './orElse';
import { branchOf, landed, MergedPull, pickPull } from './pickPull';
import { reviewOf, ToldPull } from './pullRequestOf';
import { repositoryPath } from './repositoryPath';

/** A request or two for each, and one for the builds of all. */
const BATCH = 25;
const PAGE = 100;

const REVIEW_STATES: Record<string, Reviewer['state']> = {
  APPROVED: 'approved',
  NEEDS_WORK: 'changesRequested',
};

const nameOf = ({ user }: ServerParticipant) => user.displayName || user.name;

/** What Bitbucket writes into the subject of a merge, and of a squashed commit. */
const NAMED_PULL = /^(?:Merge p|P)ull request #(\d{1,9})\b/;

interface ServerMerged extends ToldPull, MergedPull {
  head: string | undefined;
}

function mergedIn(pulls: readonly ServerPull[]): ServerMerged[] {
  return pulls
    .filter(({ state }) => state === 'MERGED')
    .map(pull => ({
      number: pull.id,
      into: branchOf(pull.toRef?.id),
      title: pull.title,
      url: pull.links?.self?.[0]?.href,
      author: pull.author ? nameOf(pull.author) : null,
      mergedAt: pull.closedDate
        ? new Date(pull.closedDate).toISOString()
        : null,
      reviewers: pull.reviewers.map(reviewer => ({
        name: nameOf(reviewer),
        state: REVIEW_STATES[reviewer.status ?? ''] ?? 'requested',
      })),
      landedAs: [pull.properties?.mergeCommit?.id ?? []].flat(),
      head: pull.fromRef?.latestCommit,
    }));
}

interface Behind {
  pull?: ServerMerged;
  /** All that have the commit. */
  merged: ServerMerged[];
}

/**
 * Undefined where the host does not know the commit, or where its pull request may be
 * among more than were asked for.
 */
async function pullBehind(
  api: HostApi,
  path: string,
  commit: AskedCommit,
): Promise<Behind | undefined> {
  const pullsWith = (sha: string) =>
    api.get(pullsSchema, `${path}/commits/${sha}/pull-requests?limit=${PAGE}`);

  const own = await find(pullsWith(commit.sha));
  if (!own) return undefined;
  const merged = mergedIn(own.values);
  const picked = pickPull(merged, commit);
  if (picked) return { pull: picked, merged };
  if (!own.isLastPage) return undefined;

  const merge = commit.landedWith ?? commit.sha;
  const known = await find(api.get(commitSchema, `${path}/commits/${merge}`));
  if (!known) return undefined;
  // Whoever wrote the message, the pull request says which commit it made.
  const named = NAMED_PULL.exec(known.message)?.[1];
  const claimed =
    named &&
    (await find(api.get(pullSchema, `${path}/pull-requests/${named}`)));
  const [made] = mergedIn(claimed ? [claimed] : []);
  if (made && landed(made, commit)) return { pull: made, merged };

  // A merge is not among the commits of its pull request; what it merged is.
  const [, head] = known.parents;
  if (!head) return { merged };
  // Older versions do not tell which commit a merge made.
  const others = mergedIn((await pullsWith(head.id)).values).filter(
    pull => pull.landedAs.length === 0 || landed(pull, commit),
  );
  return { pull: pickPull(others, commit), merged: [...merged, ...others] };
}

/** Asks Bitbucket Data Center, which does not tell of signatures. */
export function createBitbucketServerReviews(
  integrations: ScmIntegrationRegistry,
  host: string,
): ReviewHost {
  const authorization = createAuthorization(integrations);
  const baseUrl =
    integrations.bitbucketServer.byHost(host)?.config.apiBaseUrl ??
    `https://${host}/rest/api/1.0`;

  return {
    batch: BATCH,
    async ask(repository, commits, { signal }) {
      const options = {
        host,
        configuredAt: 'integrations.bitbucketServer',
        baseUrl,
        signal,
        authorization: () => authorization(repository.url),
      };
      const api = new HostApi(options);
      const path = apiPath(repository);
      const checksOf = await createBuilds(
        options,
        commits.map(({ sha }) => sha),
      );
      const ask = async (
        commit: AskedCommit,
      ): Promise<CommitReview | undefined> => {
        const behind = await pullBehind(api, path, commit);
        if (!behind) return undefined;
        const { pull, merged } = behind;
        const checks: Checks = await checksBehind(
          checksOf,
          commit.sha,
          pull?.head,
        );
        return { review: reviewOf(pull, merged), checks, signature: 'unknown' };
      };
      return askEach(commits, {
        signal,
        ask,
        checkRepository: () => api.get(z.looseObject({}), path),
      });
    },
  };
}

function apiPath(repository: HostRepository): string {
  const [project, name] = repositoryPath(repository)
    .slice(-2)
    .map(encodeURIComponent);
  return `/projects/${project}/repos/${name}`;
}
