import { PullReview } from './pullRequests';

const isVerdict = ({ state }: PullReview) =>
  state === 'APPROVED' || state === 'REQUEST_CHANGES';

/**
 * The reviews of a pull request with one more, as Gitea keeps them: whoever was asked
 * for a review and gives one is no longer asked, and a new verdict dismisses the older
 * ones of the same person.
 */
export function addReview(
  reviews: readonly PullReview[],
  added: PullReview,
): PullReview[] {
  const isOwn = ({ by }: PullReview) => by.login === added.by.login;
  const isAnswered = (review: PullReview) =>
    isOwn(review) &&
    review.state === 'REQUEST_REVIEW' &&
    added.state !== 'REQUEST_REVIEW';
  const isReplaced = (review: PullReview) =>
    isOwn(review) && isVerdict(review) && isVerdict(added);
  return [
    ...reviews
      .filter(review => !isAnswered(review))
      .map(review =>
        isReplaced(review) ? { ...review, dismissed: true } : review,
      ),
    added,
  ];
}
