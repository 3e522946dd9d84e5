import { useRef } from 'react';
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
  const filters = useRef<HTMLDivElement>(null);
  const repositories = commits.value?.repositories ?? [];
  const isRead = repositories.every(
    ({ indexedAt, state }) => indexedAt !== null && state !== 'indexing',
  );
  let none: string | undefined;
  if (repositories.length === 0) none = t('commits.noRepository');
  else if (isRead) none = t(isNarrowed ? 'commits.noMatch' : 'commits.none');
  const clearAll = () => {
    clear();
    // The button is gone then, and with it the focus would be.
    filters.current?.querySelector('input')?.focus();
  };
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
              {none}{' '}
              <Button size="small" variant="secondary" onPress={clearAll}>
                {t('commits.clear')}
              </Button>
            </>
          ) : (
            none
          )
        }
        above={
          <div ref={filters}>
            <CommitsFilters filter={filter} lanes={lanes} onChange={change} />
          </div>
        }
      >
        {value => (
          <>
            <RepositoryNotes repositories={value.repositories} />
            {value.items.length > 0 && (
              <CommitsTable
                commits={value.items}
                lanes={lanes}
                addressOf={addressOf}
                asked={JSON.stringify(filter)}
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
