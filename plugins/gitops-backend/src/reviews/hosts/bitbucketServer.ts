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
  pullsSchema,
  ServerParticipant,
  ServerPulls,
} from './bitbucketServerSchemas';
import { checksBehind } from './checksBehind';
import { HostApi } from './hostApi';
import { find } from './orElse';
import { landed, pickPull } from './pickPull';
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

interface ServerMerged extends ToldPull {
  landedAs: string[];
  head: string | undefined;
}

function mergedIn({ values }: ServerPulls): ServerMerged[] {
  return values
    .filter(({ state }) => state === 'MERGED')
    .map(pull => ({
      number: pull.id,
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

/**
 * Undefined where the host does not know the commit, or where its pull request may be
 * among more than were asked for.
 */
async function pullBehind(
  api: HostApi,
  path: string,
  commit: AskedCommit,
): Promise<ServerMerged | 'none' | undefined> {
  const pullsWith = (sha: string) =>
    api.get(pullsSchema, `${path}/commits/${sha}/pull-requests?limit=${PAGE}`);

  const own = await find(pullsWith(commit.sha));
  if (!own) return undefined;
  const picked = pickPull(mergedIn(own), commit);
  if (picked) return picked;
  if (!own.isLastPage) return undefined;

  // A merge is not among the commits of its pull request; what it merged is.
  const merge = commit.landedWith ?? commit.sha;
  const known = await find(api.get(commitSchema, `${path}/commits/${merge}`));
  if (!known) return undefined;
  const [, head] = known.parents;
  if (!head) return 'none';
  // Older versions do not tell which commit a merge made.
  const merged = mergedIn(await pullsWith(head.id)).filter(
    pull => pull.landedAs.length === 0 || landed(pull, commit),
  );
  return pickPull(merged, commit) ?? 'none';
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
        const pull = behind === 'none' ? undefined : behind;
        const checks: Checks = await checksBehind(
          checksOf,
          commit.sha,
          pull?.head,
        );
        return { review: reviewOf(pull), checks, signature: 'unknown' };
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
