import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { SearchField, Text } from '@backstage/ui';
import {
  Column,
  COLUMNS,
  resourceRows,
  ResourceView,
  stateCounts,
} from '../../rules/resourceTable';
import { resourceKey } from '../../rules/resourceTree';
import { ALL, Choice } from '../Choice';
import { StackingTable } from '../StackingTable';
import { ResourceRow } from './ResourceRow';
import { SortableHead } from './SortableHead';
import { useResourceWord } from './useResourceWord';
import styles from './Resources.module.css';

/** Once more: the other way round; a third time: the worst first again. */
function sortedBy(column: Column, sort: ResourceView['sort']) {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}

/** The resources one below the other, filtered and sorted. */
export const ResourceTable = ({
  items,
  view,
  onChange,
}: {
  items: ManagedResource[];
  view: ResourceView;
  onChange: (view: ResourceView) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const textOf = useResourceWord();
  const rows = useMemo(() => resourceRows(items, view), [items, view]);
  const states = useMemo(() => stateCounts(items), [items]);
  return (
    <>
      <div className={styles.filters}>
        <SearchField
          size="small"
          label={t('resources.text')}
          placeholder=""
          value={view.text}
          onChange={text => onChange({ ...view, text })}
        />
        <Choice
          label={t('resources.state')}
          value={view.state}
          options={[
            { value: ALL, label: t('resources.all') },
            ...states.map(({ word, count }) => ({
              value: word,
              label: `${textOf(word)} · ${count}`,
            })),
          ]}
          onChange={chosen => {
            const state = states.find(({ word }) => word === chosen)?.word;
            onChange({ ...view, state });
          }}
        />
      </div>
      <QuietText as="p" variant="body-small" role="status">
        {t('resources.shown', {
          shown: String(rows.length),
          count: items.length,
        })}
      </QuietText>
      {rows.length === 0 ? (
        <Text>{t('resources.noMatch')}</Text>
      ) : (
        <StackingTable
          label={t('resources.table')}
          head={COLUMNS.map(column => (
            <SortableHead
              key={column}
              label={t(`resources.${column}`)}
              isDescending={
                view.sort?.column === column ? view.sort.descending : undefined
              }
              onSort={() =>
                onChange({ ...view, sort: sortedBy(column, view.sort) })
              }
            />
          ))}
        >
          {rows.map(resource => (
            <ResourceRow key={resourceKey(resource)} resource={resource} />
          ))}
        </StackingTable>
      )}
    </>
  );
};
