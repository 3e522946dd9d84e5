import { Reviewer } from '@backstage-gitops/plugin-gitops-common';
import { giteaReviewers } from './giteaReviewers';
import { GiteaReview } from './giteaSchemas';

function says(login: string, state: string, dismissed = false): GiteaReview {
  return { user: { login }, state, dismissed };
}

describe('giteaReviewers', () => {
  it.each<[string, GiteaReview[], Reviewer[]]>([
    ['nobody', [], []],
    [
      'one who was asked',
      [says('sam', 'REQUEST_REVIEW')],
      [{ name: 'sam', state: 'requested' }],
    ],
    [
      'one who was asked, and answered',
      [says('sam', 'REQUEST_REVIEW'), says('sam', 'APPROVED')],
      [{ name: 'sam', state: 'approved' }],
    ],
    [
      'one who came round',
      [says('sam', 'REQUEST_CHANGES'), says('sam', 'APPROVED')],
      [{ name: 'sam', state: 'approved' }],
    ],
    [
      'one who had second thoughts',
      [says('sam', 'APPROVED'), says('sam', 'REQUEST_CHANGES')],
      [{ name: 'sam', state: 'changesRequested' }],
    ],
    [
      'one who said something afterwards',
      [says('sam', 'APPROVED'), says('sam', 'COMMENT')],
      [{ name: 'sam', state: 'approved' }],
    ],
    [
      'one whose review does not count any more',
      [says('sam', 'APPROVED', true)],
      [{ name: 'sam', state: 'dismissed' }],
    ],
    [
      'one with a draft, and what a later release may say',
      [says('sam', 'PENDING'), says('kim', 'PONDERING')],
      [],
    ],
  ])('tells of %s', (_, said, reviewers) => {
    expect(giteaReviewers(said, [])).toEqual(reviewers);
  });

  it('tells of teams, and of who the pull request itself says was asked', () => {
    const team = { user: null, team: { name: 'platform' }, dismissed: false };
    expect(
      giteaReviewers(
        [{ ...team, state: 'REQUEST_REVIEW' }, says('sam', 'APPROVED')],
        [{ login: 'sam' }, { login: 'kim' }],
      ),
    ).toEqual([
      { name: 'platform', state: 'requested' },
      { name: 'sam', state: 'approved' },
      { name: 'kim', state: 'requested' },
    ]);
  });
});
