import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  QuietText,
  useEntityCommits,
} from '@backstage-gitops/plugin-gitops-react';
import { Button } from '@backstage/ui';
import { Lane } from '../../rules/lanes';
import { CommitDialog } from '../Commit';
import { PagesCard } from '../PagesCard';
import { EndlessMore } from '../ShowMore';
import { CommitsFilters } from './CommitsFilters';
import { CommitsSkeleton } from './CommitsSkeleton';
import { CommitsTable } from './CommitsTable';
import { RepositoryNotes } from './RepositoryNotes';
import { useCommitsView } from './useCommitsView';

/** The commits that the lanes are rendered from, and where each of them runs. */
export const CommitsSection = ({
  entityRef,
  lanes,
  environments,
}: {
  entityRef: string;
  lanes: Lane[];
  /** All there are, in promotion order. */
  environments: string[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { filter, change, clear, opened, addressOf, close } = useCommitsView();
  const commits = useEntityCommits(
    entityRef,
    lanes.flatMap(lane => lane.applications.map(({ id }) => id)),
    filter,
  );
  const isNarrowed = Object.values(filter).some(Boolean);
  const isRead = commits.value?.repositories.every(
    ({ indexedAt, state }) => indexedAt !== null && state !== 'indexing',
  );
  return (
    <>
      <PagesCard
        name="commits"
        title={t('commits.title')}
        hint={t('commits.hint')}
        pages={commits}
        skeleton={<CommitsSkeleton label={t('commits.loading')} />}
        none={
          isNarrowed ? (
            <>
              {t('commits.noMatch')}{' '}
              <Button size="small" variant="secondary" onPress={clear}>
                {t('commits.clear')}
              </Button>
            </>
          ) : (
            isRead && t('commits.none')
          )
        }
        above={
          <CommitsFilters filter={filter} lanes={lanes} onChange={change} />
        }
      >
        {value => (
          <>
            <RepositoryNotes repositories={value.repositories} />
            {value.items.length > 0 && (
              <CommitsTable
                commits={value.items}
                environments={lanes.map(lane => lane.environment)}
                addressOf={addressOf}
                isBefore={commits.isBefore}
                end={
                  <EndlessMore pages={commits}>{t('commits.more')}</EndlessMore>
                }
              />
            )}
            {commits.isFull && <QuietText>{t('commits.full')}</QuietText>}
          </>
        )}
      </PagesCard>
      {opened && (
        <CommitDialog
          key={`${opened.repositoryId}/${opened.sha}`}
          place={opened}
          known={commits.value?.items.find(
            ({ repositoryId, sha }) =>
              repositoryId === opened.repositoryId && sha === opened.sha,
          )}
          environments={environments}
          onClose={close}
        />
      )}
    </>
  );
};
