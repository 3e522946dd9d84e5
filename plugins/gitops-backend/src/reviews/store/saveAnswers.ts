import {
  CommitReview,
  PullRequest,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { dueAgain } from '../dueAgain';
import { DueCommit } from './findDue';
import { CommitReviewRow, PullRequestRow } from './rows';

/** Writes what a host said of commits, and when it is asked about them again. */
export async function saveAnswers(
  tx: Knex,
  repositoryId: number,
  commits: readonly DueCommit[],
  answers: ReadonlyMap<string, CommitReview>,
  nowMs: number,
): Promise<void> {
  const pulls = new Map<number, PullRequest>();
  for (const commit of commits) {
    const answer = answers.get(commit.sha);
    const timesAsked = commit.timesAsked + 1;
    const delay = dueAgain({ ...commit, answer, timesAsked, nowMs });
    if (answer?.review.state === 'pull') {
      pulls.set(answer.review.pull.number, answer.review.pull);
    }
    await tx<CommitReviewRow>('commit_reviews')
      .where({ repository_id: repositoryId, sha: commit.sha })
      .update({
        ...(answer ? { ...columnsOf(answer), answered_at_ms: nowMs } : {}),
        times_asked: timesAsked,
        due_at_ms: delay === null ? null : nowMs + delay,
      });
  }
  for (const pull of pulls.values()) {
    await tx<PullRequestRow>('pull_requests')
      .insert({
        repository_id: repositoryId,
        number: pull.number,
        title: pull.title,
        url: pull.url,
        author: pull.author,
        merged_at: pull.mergedAt,
        reviewers: JSON.stringify(pull.reviewers),
        approvals: pull.approvals,
      })
      .onConflict(['repository_id', 'number'])
      .merge();
  }
}

function columnsOf({ review, checks, signature }: CommitReview) {
  return {
    review: review.state,
    reason: review.state === 'unknown' ? review.reason ?? null : null,
    pull_number: review.state === 'pull' ? review.pull.number : null,
    checks,
    signature,
  };
}

/**
 * Of a repository that its host does not show: all that is due waits, and what is
 * not known says why.
 */
export async function saveNotFound(
  tx: Knex,
  repositoryId: number,
  commits: readonly DueCommit[],
  reason: string,
  nowMs: number,
): Promise<void> {
  const timesAsked = Math.max(...commits.map(it => it.timesAsked)) + 1;
  const delay = dueAgain({ timesAsked, landedAtMs: nowMs, nowMs });
  const due = () =>
    tx<CommitReviewRow>('commit_reviews')
      .where({ repository_id: repositoryId })
      .where('due_at_ms', '<=', nowMs);
  await due().where({ review: 'unknown' }).update({ reason });
  await due().update({
    times_asked: tx.raw('times_asked + 1'),
    due_at_ms: delay === null ? null : nowMs + delay,
  });
}
