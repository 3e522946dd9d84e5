import {
  CommitReview,
  PullRequest,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { dueAgain } from '../dueAgain';
import { DueCommit } from './findDue';
import { CommitReviewRow, PullRequestRow } from './rows';

const NOT_TOLD =
  'The Git host did not tell of this commit: it is asked again later';
/** When a repository is asked again of which something was not answered. */
const ASK_OTHERS_MS = 10 * 60_000;

/** Writes what a host said of commits, and when it is asked about them again. */
export async function saveAnswers(
  tx: Knex,
  repositoryId: number,
  commits: readonly DueCommit[],
  answers: ReadonlyMap<string, CommitReview>,
  nowMs: number,
): Promise<void> {
  const rows = () => tx<CommitReviewRow>('commit_reviews');
  const pulls = new Map<number, PullRequest>();
  for (const commit of commits) {
    const { sha, landing } = commit;
    const of = { repository_id: repositoryId, sha };
    const answer = answers.get(sha);
    if (answer?.review.state === 'pull') {
      pulls.set(answer.review.pull.number, answer.review.pull);
    }
    await rows()
      .where(of)
      .update({
        ...(answer ? { ...columnsOf(answer), answered_at_ms: nowMs } : {}),
        ...whenAgain(commit, answer, nowMs),
        landing,
      });
    if (!answer) {
      const unknown = { ...of, review: 'unknown' };
      await rows().where(unknown).update({ reason: NOT_TOLD });
    }
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

function whenAgain(
  commit: DueCommit,
  answer: CommitReview | undefined,
  nowMs: number,
) {
  const timesAsked = commit.timesAsked + 1;
  const delay = dueAgain({ ...commit, answer, timesAsked, nowMs });
  return {
    times_asked: timesAsked,
    due_at_ms: delay === null ? null : nowMs + delay,
  };
}

/**
 * Of commits that a host did not answer for, in whose place others of the repository
 * are asked about next. All that is due of it waits, and what is not known says why.
 */
export async function saveFailure(
  tx: Knex,
  repositoryId: number,
  commits: readonly DueCommit[],
  reason: string,
  nowMs: number,
): Promise<void> {
  const rows = () =>
    tx<CommitReviewRow>('commit_reviews').where({
      repository_id: repositoryId,
    });
  const due = () => rows().where('due_at_ms', '<=', nowMs);
  await due().where({ review: 'unknown' }).update({ reason });
  await due().update({ due_at_ms: nowMs + ASK_OTHERS_MS });
  for (const commit of commits) {
    await rows()
      .where({ sha: commit.sha })
      .update({
        ...whenAgain(commit, undefined, nowMs),
        landing: commit.landing,
      });
  }
}
