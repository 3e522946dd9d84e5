import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  QuietText,
  Sha,
  useTimeFormat,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { Fact } from '../Fact';
import { RepositoryLink } from '../RepositoryLink';
import { AuthorName } from './AuthorName';

/** Which commit it is, by whom, when, and where. */
export const CommitFacts = ({
  commit: { sha, url, author, at, dateClamped, repository },
}: {
  commit: Commit;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { moment } = useTimeFormat();
  return (
    <>
      <Fact as="h3" label={t('commit.author')}>
        <Text as="p" variant="body-small">
          <AuthorName author={author} />
        </Text>
      </Fact>
      <Fact as="h3" label={t('commit.when')}>
        <Text as="p" variant="body-small">
          {moment(at)} · <Age at={at} />
        </Text>
        {dateClamped && (
          <QuietText as="p" variant="body-small">
            {t('commit.dateClamped')}
          </QuietText>
        )}
      </Fact>
      <Fact as="h3" label={t('commit.repository')}>
        <Text as="p" variant="body-small">
          <Sha sha={sha} url={url} /> <RepositoryLink url={repository} />
        </Text>
      </Fact>
    </>
  );
};
