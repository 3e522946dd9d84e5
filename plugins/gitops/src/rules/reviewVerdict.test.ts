import {
  PullRequest,
  Review,
  Reviewer,
} from '@backstage-gitops/plugin-gitops-common';
import { approversOf, reviewVerdict, Verdict } from './reviewVerdict';

function pull(
  approvals: PullRequest['approvals'],
  ...states: Array<Reviewer['state']>
): Review {
  return {
    state: 'pull',
    pull: {
      number: 12,
      title: 'Bump checkout',
      url: null,
      author: 'robin',
      mergedAt: null,
      reviewers: states.map((state, n) => ({ name: `person-${n}`, state })),
      approvals,
    },
  };
}

describe('the verdict of a review', () => {
  it.each<[string, Review, Verdict]>([
    ['not asked', { state: 'unknown' }, 'unknown'],
    ['not told', { state: 'unknown', reason: 'token refused' }, 'unknown'],
    ['no pull request', { state: 'none' }, 'notReviewed'],
    ['one approval', pull(1, 'approved'), 'approved'],
    ['approvals of nobody named', pull(2), 'approved'],
    ['approvals that are not counted', pull(null, 'approved'), 'approved'],
    ['nobody', pull(0), 'notApproved'],
    ['somebody who only talked', pull(0, 'commented'), 'notApproved'],
    ['somebody who did not answer', pull(0, 'requested'), 'notApproved'],
    ['an approval that was dismissed', pull(0, 'dismissed'), 'notApproved'],
    [
      'an approval that holds no more for its host',
      pull(0, 'approved'),
      'notApproved',
    ],
    [
      'one who approves and one who does not',
      pull(1, 'approved', 'changesRequested'),
      'changesRequested',
    ],
    ['no count and no names', pull(null), 'approvalUnknown'],
    ['no count, and talk', pull(null, 'commented'), 'approvalUnknown'],
  ])('of %s', (_, review, verdict) => {
    expect(reviewVerdict(review)).toBe(verdict);
  });

  it('knows who approves', () => {
    const review = pull(2, 'approved', 'commented', 'approved');
    expect(review.state === 'pull' && approversOf(review.pull)).toEqual([
      'person-0',
      'person-2',
    ]);
  });
});
