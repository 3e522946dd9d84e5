import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Review } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';

/** That a review is not known, and why. */
export function useUnknownWords(review: Review): string {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return review.state === 'unknown' && review.reason
    ? t('review.unknownWhy', { reason: review.reason })
    : t('review.unknownYet');
}
