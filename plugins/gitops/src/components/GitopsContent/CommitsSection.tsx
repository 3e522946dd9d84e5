import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityCommits } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  useEntityCommits,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Skeleton } from '@backstage/ui';
import { Lane } from '../../rules/lanes';
import { PagesCard } from '../PagesCard';
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
  return (
    <PagesCard
      name="commits"
      title={t('tab.commits')}
      hint={t('tab.commitsHint')}
      pages={commits}
      skeleton={<Skeleton width="100%" height={240} />}
      none={t('tab.noCommits')}
      more={t('tab.more')}
    >
      {value => (
        <>
          <RepositoryNotes value={value} />
          {value.items.length > 0 && (
            <CommitsTable
              commits={value.items}
              environments={lanes.map(lane => lane.environment)}
            />
          )}
        </>
      )}
    </PagesCard>
  );
};
