import { Request, Router } from 'express';
import { z } from 'zod/v4';
import { readLog } from '../commitLog';
import { personOf } from '../credentials';
import { HostContext } from '../hostContext';
import { PullRequest, PullReview } from '../pullRequests';
import { commitShape } from './commitShapes';
import { GiteaError, GiteaNotFound } from './errors';
import {
  pageOf,
  requireAccount,
  requireWriter,
  sendPage,
  slice,
} from './requests';
import { Users } from './users';
import { personShape, seconds, View } from './userShapes';

const newReview = z.object({
  event: z.enum(['APPROVED', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().max(65_535).default(''),
});
const requestedReviewers = z.object({ reviewers: z.array(z.string()).max(50) });

/** A pull request has few commits, and no more than these are told of. */
const MAX_COMMITS = 250;

function reviewShape(
  view: View,
  pull: PullRequest,
  head: string,
  review: PullReview,
) {
  const html = `${view.base}/${pull.repository.spec.name}/pulls/${pull.index}`;
  // Gitea counts the reviews of all pull requests together.
  const id = pull.id * 1_000 + pull.reviews.indexOf(review) + 1;
  return {
    id,
    user: personShape(view, review.by),
    team: null,
    state: review.state,
    body: review.body,
    commit_id: head,
    stale: false,
    official: false,
    dismissed: review.dismissed ?? false,
    comments_count: 0,
    submitted_at: seconds(review.at),
    html_url: `${html}#issuecomment-${id}`,
    pull_request_url: html,
  };
}

/** What people say of a pull request, and which commits it has. */
export function addReviewRoutes(
  router: Router,
  context: HostContext,
  view: () => View,
  find: (request: Request) => PullRequest,
): void {
  const { pulls } = context;
  const users = new Users(context);
  const answer = async (pull: PullRequest, reviews: readonly PullReview[]) => {
    const { head } = await pulls.tipsOf(pull);
    return reviews.map(review => reviewShape(view(), pull, head, review));
  };

  router.get(
    '/repos/:owner/:repo/pulls/:index/reviews',
    async (request, response) => {
      const pull = find(request);
      const page = pageOf(request);
      const items = await answer(pull, slice(pull.reviews, page));
      sendPage(response, items, page, pull.reviews.length);
    },
  );

  router.post(
    '/repos/:owner/:repo/pulls/:index/reviews',
    async (request, response) => {
      const pull = find(request);
      const by = personOf(requireAccount(request));
      const { event: state, body } = newReview.parse(request.body);
      if (state !== 'COMMENT' && by.login === pull.author.login) {
        const verb = state === 'APPROVED' ? 'approve' : 'reject';
        throw new GiteaError(422, `${verb} your own pull is not allowed`);
      }
      if (state !== 'APPROVED' && body.trim() === '') {
        throw new GiteaError(422, `review event ${state} requires a body`);
      }
      const review = pulls.review(pull, { by, state, body });
      const [shape] = await answer(find(request), [review]);
      response.json(shape);
    },
  );

  router.post(
    '/repos/:owner/:repo/pulls/:index/requested_reviewers',
    async (request, response) => {
      const pull = find(request);
      requireWriter(request);
      const { reviewers } = requestedReviewers.parse(request.body);
      const people = reviewers.map(login => users.named(login));
      const asked = people.map(by => {
        if (!by || by.login === pull.author.login) throw new GiteaNotFound();
        return pulls.review(pull, { by, state: 'REQUEST_REVIEW', body: '' });
      });
      response.status(201).json(await answer(find(request), asked));
    },
  );

  router.get(
    '/repos/:owner/:repo/pulls/:index/commits',
    async (request, response) => {
      const pull = find(request);
      const { head, mergeBase } = await pulls.tipsOf(pull);
      const commits = mergeBase
        ? await readLog(pull.repository, {
            revision: `${mergeBase}..${head}`,
            skip: 0,
            limit: MAX_COMMITS,
          })
        : [];
      const page = pageOf(request);
      const items = slice(commits, page).map(commit =>
        commitShape(view(), pull.repository, commit),
      );
      sendPage(response, items, page, commits.length);
    },
  );
}
