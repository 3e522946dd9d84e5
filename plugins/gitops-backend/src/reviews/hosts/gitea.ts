import { Review } from '@backstage-gitops/plugin-gitops-common';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { AskedCommit, ReviewHost } from '../types';
import { askEach } from './askEach';
import { checksBehind } from './checksBehind';
import { GiteaRepository } from './giteaRepository';
import { giteaReviewers } from './giteaReviewers';
import { GiteaCommit, GiteaPull } from './giteaSchemas';
import { giteaSignature } from './giteaWords';
import { reviewOf } from './pullRequestOf';

const BATCH = 20;

/** Asks a Gitea or Forgejo, by its name as in `integrations.gitea`. */
export function createGiteaReviews(
  integrations: ScmIntegrationRegistry,
  host: string,
): ReviewHost {
  return {
    batch: BATCH,
    async ask(repository, commits, { signal }) {
      const gitea = new GiteaRepository(integrations, {
        host,
        repository,
        signal,
      });
      return askEach(commits, {
        signal,
        checkRepository: () => gitea.check(),
        async ask(asked) {
          const commit = await gitea.commit(asked.sha);
          if (!commit) return undefined;
          const pull = await pullBehind(gitea, asked, commit);
          return {
            review: await reviewWith(gitea, pull),
            checks: await checksBehind(
              gitea.checks,
              asked.sha,
              typeof pull === 'object' ? pull.head.sha : undefined,
            ),
            signature: giteaSignature(commit),
          };
        },
      });
    },
  };
}

type Behind = GiteaPull | 'none' | 'unknown' | 'unsupported';

/**
 * Gitea knows a merged pull request by the last commit that it made on the branch.
 * After a rebase, or where the branch was just moved on, there are others before it.
 */
async function pullBehind(
  gitea: GiteaRepository,
  { landedWith, followers, moreFollow }: AskedCommit,
  commit: GiteaCommit,
): Promise<Behind> {
  if (landedWith === null) return 'unknown';
  const merged = await gitea.pullMergedAs(landedWith);
  if (merged !== undefined) return merged;
  for (const follower of followers) {
    const later = await gitea.pullMergedAs(follower);
    if (later === undefined) continue;
    if (later === 'unsupported') return later;
    const { commits, isAll } = await gitea.commitsOf(later.number);
    const isOne = commits.some(
      it => it.sha === landedWith || isSame(it, commit),
    );
    if (isOne) return later;
    return isAll ? 'none' : 'unknown';
  }
  return moreFollow ? 'unknown' : 'none';
}

/** The same commit, or what a rebase has made of it. */
function isSame(one: GiteaCommit, other: GiteaCommit): boolean {
  const [a, b] = [one, other].map(it => it.commit);
  return (
    one.sha === other.sha ||
    (a.message === b.message &&
      a.author.email === b.author.email &&
      a.author.date === b.author.date)
  );
}

async function reviewWith(
  gitea: GiteaRepository,
  pull: Behind,
): Promise<Review> {
  if (pull === 'none') return { state: 'none' };
  if (pull === 'unknown') {
    return {
      state: 'unknown',
      reason: `The Git host ${gitea.host} tells only of the last commit of a pull request, and this may be an earlier one`,
    };
  }
  if (pull === 'unsupported') {
    return {
      state: 'unknown',
      reason: `The Git host ${gitea.host} is too old to tell with which pull request a commit came: update it`,
    };
  }
  return reviewOf({
    number: pull.number,
    title: pull.title,
    url: pull.html_url,
    author: pull.user?.login ?? null,
    mergedAt: pull.merged_at,
    reviewers: giteaReviewers(
      await gitea.reviewsOf(pull.number),
      pull.requested_reviewers,
    ),
  });
}
