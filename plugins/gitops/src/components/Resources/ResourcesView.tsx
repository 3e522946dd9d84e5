import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  ApplicationResources,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import { ResourceView } from '../../rules/resourceTable';
import { uniqueResources } from '../../rules/resourceTree';
import { ResourceGraph } from './ResourceGraph';
import { ResourceTable } from './ResourceTable';
import styles from './Resources.module.css';

/** The resources of an application, as a graph and as a table. */
export const ResourcesView = ({
  application,
  resources,
}: {
  application: Application;
  resources: ApplicationResources;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const items = useMemo(
    () => uniqueResources(resources.items),
    [resources.items],
  );
  // Kept while one looks at the graph.
  const [view, setView] = useState<ResourceView>({ text: '' });
  if (items.length === 0) return <Text>{t('resources.none')}</Text>;
  return (
    <>
      {resources.truncated && (
        <Text as="p" weight="bold">
          {t('resources.truncated')}
        </Text>
      )}
      <Tabs>
        <TabList aria-label={t('resources.views')}>
          <Tab id="graph">{t('resources.graph')}</Tab>
          <Tab id="table">{t('resources.table')}</Tab>
        </TabList>
        <TabPanel id="graph" className={styles.panel}>
          <QuietText as="p" variant="body-small">
            {t('resources.count', { count: items.length })}
          </QuietText>
          <ResourceGraph application={application} items={items} />
        </TabPanel>
        <TabPanel id="table" className={styles.panel}>
          <ResourceTable items={items} view={view} onChange={setView} />
        </TabPanel>
      </Tabs>
    </>
  );
};
