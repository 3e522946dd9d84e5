import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  CommitReview,
  PullRequest,
} from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { Fact } from '../Fact';
import { ChecksMark } from './ChecksMark';
import { PullLink } from './PullLink';
import { SignatureMark } from './SignatureMark';
import { VerdictMark } from './VerdictMark';
import styles from './Commit.module.css';

const Pull = ({ pull }: { pull: PullRequest }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { number, title, author, mergedAt, reviewers } = pull;
  return (
    <>
      <Text as="p" variant="body-small" className={styles.breakable}>
        <PullLink pull={pull}>{`#${number} ${title}`}</PullLink>
      </Text>
      <QuietText as="p" variant="body-small">
        {author && t('review.by', { name: author })}
        {author && mergedAt && ' · '}
        {mergedAt && (
          <Age at={mergedAt}>{age => t('review.merged', { age })}</Age>
        )}
      </QuietText>
      {reviewers.length > 0 && (
        <ul className={styles.reviewers}>
          {reviewers.map(({ name, state }) => (
            <li key={`${name} ${state}`}>
              {name}{' '}
              <QuietText variant="body-small">
                {t(`review.said.${state}`)}
              </QuietText>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

/** How a commit was reviewed and checked, and by whom. */
export const ReviewFacts = ({
  commit: { review, checks, signature },
}: {
  commit: CommitReview;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      <Fact as="h3" label={t('commit.review')}>
        <VerdictMark review={review} />
        {review.state === 'unknown' && review.reason && (
          <QuietText as="p" variant="body-small">
            {review.reason}
          </QuietText>
        )}
        {review.state === 'none' && (
          <Text as="p" variant="body-small">
            {t('commit.noPull')}
          </Text>
        )}
        {review.state === 'pull' && <Pull pull={review.pull} />}
      </Fact>
      <Fact as="h3" label={t('commit.checks')}>
        <span className={styles.marks}>
          {checks === 'none' || checks === 'unknown' ? (
            <QuietText variant="body-small">
              {t(`review.checks.${checks}`)}
            </QuietText>
          ) : (
            <ChecksMark checks={checks} />
          )}{' '}
          {signature === 'none' || signature === 'unknown' ? (
            <QuietText variant="body-small">
              {t(`review.signature.${signature}`)}
            </QuietText>
          ) : (
            <SignatureMark signature={signature} />
          )}
        </span>
      </Fact>
    </>
  );
};
