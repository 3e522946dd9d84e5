import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RepositoryHealth } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { worstRepositories } from '../../rules/worstInstances';
import { ReadingProgress } from '../ReadingProgress';
import { RepositoryLink } from '../RepositoryLink';
import { StackingTable } from '../StackingTable';
import { ObservedMark } from './ObservedMark';

const RepositoryRow = ({ repository }: { repository: RepositoryHealth }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { url, state, reason, indexedAt, partial, progress } = repository;
  return (
    <tr data-repository={url}>
      <th scope="row">
        <RepositoryLink url={url} />
      </th>
      <td>
        <ObservedMark state={state} />
        {progress && (
          <ReadingProgress
            progress={progress}
            words={t('commits.readingHere', progress)}
          />
        )}
        {reason && <EngineWords>{reason}</EngineWords>}
        {partial && (
          <QuietText as="p" variant="body-small">
            {t('instances.partial')}
          </QuietText>
        )}
      </td>
      <td data-label={t('instances.indexed')}>
        {indexedAt ? <Age at={indexedAt} /> : t('instances.never')}
      </td>
    </tr>
  );
};

/** One repository a row, those in need of somebody first. */
export const RepositoriesTable = ({ items }: { items: RepositoryHealth[] }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <StackingTable
      label={t('instances.repositories')}
      head={(['repository', 'state', 'indexed'] as const).map(column => (
        <th key={column} scope="col">
          {t(`instances.${column}`)}
        </th>
      ))}
    >
      {worstRepositories(items).map(repository => (
        <RepositoryRow key={repository.url} repository={repository} />
      ))}
    </StackingTable>
  );
};
