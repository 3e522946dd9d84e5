import {
  CommitReview,
  UNKNOWN_REVIEW,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';
import { ANSWER_COLUMNS, AnswerRow, toCommitReview } from './rows';

/** SQL: repository `g` lies on host `h`; names of hosts hold nothing special to LIKE. */
const ON_HOST =
  "(g.url like 'https://' || h.host || '/%' or g.url like 'http://' || h.host || '/%')";

/**
 * What hosts said of commits, by id of the commit; those not asked about are absent,
 * unless their host cannot be asked: then that is why it is not known.
 */
export async function readReviews(
  db: Knex,
  commitIds: readonly number[],
): Promise<Map<number, CommitReview>> {
  const reviews = new Map<number, CommitReview>();
  for (const chunk of chunks(commitIds)) {
    const rows: Array<
      AnswerRow & {
        id: number;
        times_asked: number | null;
        host_reason: string | null;
      }
    > = await db('git_commits as c')
      .join('git_repositories as g', 'g.id', 'c.repository_id')
      .leftJoin('commit_reviews as v', join => {
        join
          .on('v.repository_id', 'c.repository_id')
          .on('v.sha', 'c.sha')
          .on('v.times_asked', '>', db.raw('0'));
      })
      .leftJoin('pull_requests as pr', join => {
        join
          .on('pr.repository_id', 'v.repository_id')
          .on('pr.number', 'v.pull_number');
      })
      .leftJoin('review_hosts as h', join => {
        join.on(db.raw(`${ON_HOST} and h.reason is not null`));
      })
      .whereIn('c.id', chunk)
      .select(
        'c.id',
        'v.times_asked',
        'h.reason as host_reason',
        ...ANSWER_COLUMNS,
      );
    for (const row of rows) {
      if (row.times_asked !== null) {
        reviews.set(row.id, toCommitReview(row));
      } else if (row.host_reason !== null) {
        const review = { state: 'unknown' as const, reason: row.host_reason };
        reviews.set(row.id, { ...UNKNOWN_REVIEW, review });
      }
    }
  }
  return reviews;
}
