import { addReview } from '../git/addReview';
import { PullReview } from '../git/pullRequests';
import { Person } from '../git/types';
import { Reviewing } from './historyDraft';
import { Random } from './random';

const MINUTE = 60_000;

const NOTHING_SAID: PullReview[] = [];
const WORDS = ['Looks right', 'Fine by me', 'Thank you', ''];

/** Somebody else approves, and merges. */
export function approvedBy(reviewer: Person, mergedAt: Date): Reviewing {
  return {
    openedAt: new Date(mergedAt.getTime() - 60 * MINUTE),
    mergedBy: reviewer,
    reviews: [
      {
        by: reviewer,
        state: 'APPROVED',
        body: 'Looks right',
        at: new Date(mergedAt.getTime() - 10 * MINUTE),
      },
    ],
  };
}

/** The author merges; whoever was asked has not answered. */
export function nobodyApproved(
  author: Person,
  asked: Person,
  mergedAt: Date,
): Reviewing {
  const openedAt = new Date(mergedAt.getTime() - 20 * MINUTE);
  return {
    openedAt,
    mergedBy: author,
    reviews: [{ by: asked, state: 'REQUEST_REVIEW', body: '', at: openedAt }],
  };
}

/** How people look at each other's changes from day to day. */
export function everydayReviewing(
  author: Person,
  reviewers: readonly Person[],
  mergedAt: Date,
  random: Random,
): Reviewing {
  const reviewer = random.pick(reviewers);
  const luck = random.next();
  if (luck < 0.12) {
    return nobodyApproved(author, reviewer, mergedAt);
  }
  const approved = approvedBy(reviewer, mergedAt);
  const [approval] = approved.reviews;
  const at = (minutes: number) =>
    new Date(mergedAt.getTime() - minutes * MINUTE);
  const other = random.pick(reviewers);
  const said: PullReview[] = [
    ...(luck < 0.25
      ? [
          {
            by: reviewer,
            state: 'REQUEST_CHANGES' as const,
            body: 'Please say why',
            at: at(40),
          },
        ]
      : []),
    ...(luck > 0.8 && other !== reviewer
      ? [
          {
            by: other,
            state: 'COMMENT' as const,
            body: 'Staging first?',
            at: at(30),
          },
        ]
      : []),
    { ...approval, body: random.pick(WORDS) },
  ];
  return { ...approved, reviews: said.reduce(addReview, NOTHING_SAID) };
}
