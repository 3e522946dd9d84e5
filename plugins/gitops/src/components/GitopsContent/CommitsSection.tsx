import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityCommits } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  useEntityCommits,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Alert,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Skeleton,
  Text,
} from '@backstage/ui';
import { Lane } from '../../rules/lanes';
import { ShowMore } from '../ShowMore';
import { CommitsTable } from './CommitsTable';

const RepositoryNotes = ({ value }: { value: EntityCommits }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      {value.repositories.map(({ url: repository, state, reason, partial }) => {
        if (state === 'indexing') {
          return (
            <QuietText key={repository}>
              {t('tab.indexing', { repository })}
            </QuietText>
          );
        }
        if (state === 'failing' || state === 'stale') {
          return (
            <Alert
              key={repository}
              status="warning"
              icon
              title={t('tab.repositoryFailing', {
                repository,
                reason: reason ?? '',
              })}
            />
          );
        }
        return partial ? (
          <QuietText key={repository}>
            {t('tab.partial', { repository })}
          </QuietText>
        ) : null;
      })}
    </>
  );
};

/** The commits that the lanes are rendered from, and where each of them runs. */
export const CommitsSection = ({
  entityRef,
  lanes,
}: {
  entityRef: string;
  lanes: Lane[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const commits = useEntityCommits(
    entityRef,
    lanes.flatMap(lane => lane.applications.map(({ id }) => id)),
  );
  const { value, error, isLoading, retry } = commits;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          {t('tab.commits')}
        </Text>
        <QuietText as="p" variant="body-small">
          {t('tab.commitsHint')}
        </QuietText>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {error && (
            <ProblemNote
              error={error}
              retry={retry}
              hasValue={value !== undefined}
            />
          )}
          {isLoading && !value && <Skeleton width="100%" height={240} />}
          {value && <RepositoryNotes value={value} />}
          {value?.items.length === 0 && <Text>{t('tab.noCommits')}</Text>}
          {value && value.items.length > 0 && (
            <CommitsTable
              commits={value.items}
              environments={lanes.map(lane => lane.environment)}
            />
          )}
          <ShowMore pages={commits}>{t('tab.more')}</ShowMore>
        </Flex>
      </CardBody>
    </Card>
  );
};
