import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { FleetContent } from '../Fleet';
import { InboxContent } from '../Inbox';
import { InstancesContent } from '../Instances';

/** The fleet, its alerts and what is observed, with the frame of a page on the old frontend system. */
export const GitopsPage = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <TabbedLayout>
        <TabbedLayout.Route path="applications" title={t('fleet.applications')}>
          <FleetContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="alerts" title={t('fleet.alerts')}>
          <InboxContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="instances" title={t('instances.title')}>
          <InstancesContent />
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
};
