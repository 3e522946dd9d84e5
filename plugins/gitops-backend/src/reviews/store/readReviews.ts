import {
  CommitReview,
  UNKNOWN_REVIEW,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { chunks } from '../../git/store/chunks';
import { NEWEST } from './noteCommits';
import { ANSWER_COLUMNS, AnswerRow, toCommitReview } from './rows';

/** SQL: repository `g` lies on host `h`; names of hosts hold nothing special to LIKE. */
const ON_HOST =
  "(g.url like 'https://' || h.host || '/%' or g.url like 'http://' || h.host || '/%')";

type ReviewRow = AnswerRow & {
  id: number;
  /** Null where it was not put down to be asked about. */
  times_asked: number | null;
  host_reason: string | null;
  unasked_reason: string | null;
  /** Newer commits of the repository were put down. */
  is_older: boolean | number;
};

const OLDER = `Only the newest ${NEWEST} commits of an application are asked about`;

/**
 * What hosts said of commits, by id of the commit; those not asked about are absent,
 * unless they will not be, or their host cannot be asked: then that is why it is not
 * known.
 */
export async function readReviews(
  db: Knex,
  commitIds: readonly number[],
): Promise<Map<number, CommitReview>> {
  const reviews = new Map<number, CommitReview>();
  for (const chunk of chunks(commitIds)) {
    const rows: ReviewRow[] = await db('git_commits as c')
      .join('git_repositories as g', 'g.id', 'c.repository_id')
      .leftJoin('commit_reviews as v', join => {
        join.on('v.repository_id', 'c.repository_id').on('v.sha', 'c.sha');
      })
      .leftJoin('pull_requests as pr', join => {
        join
          .on('pr.repository_id', 'v.repository_id')
          .on('pr.number', 'v.pull_number');
      })
      .leftJoin('unasked_repositories as u', 'u.repository_id', 'g.id')
      .leftJoin('review_hosts as h', join => {
        join.on(db.raw(`${ON_HOST} and h.reason is not null`));
      })
      .whereIn('c.id', chunk)
      .select(
        'c.id',
        'v.times_asked',
        'h.reason as host_reason',
        'u.reason as unasked_reason',
        db.raw(`exists (select 1 from commit_reviews n
          where n.repository_id = c.repository_id
            and n.ordinal > c.ordinal) as is_older`),
        ...ANSWER_COLUMNS,
      );
    for (const row of rows) {
      const reason = whyNotAsked(row);
      if (row.times_asked !== null && row.times_asked > 0) {
        reviews.set(row.id, toCommitReview(row));
      } else if (reason !== undefined) {
        const review = { state: 'unknown' as const, reason };
        reviews.set(row.id, { ...UNKNOWN_REVIEW, review });
      }
    }
  }
  return reviews;
}

/** Undefined where it will be soon. */
function whyNotAsked(row: ReviewRow): string | undefined {
  const isOlder = row.times_asked === null && Boolean(row.is_older);
  return (
    row.reason ??
    row.unasked_reason ??
    row.host_reason ??
    (isOlder ? OLDER : undefined)
  );
}
