import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  personName,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { DriftAlert } from '../DriftAlert';
import { EntityLinks } from '../EntityLink';

/** One alert, when it came, how it ended, and the way to its entities. */
export const InboxAlert = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { id, drift, acknowledged, mayAcknowledge, end, closedAt } = alert;
  const { name, environment } = alert.application;
  return (
    <DriftAlert
      {...{ id, name, environment, drift, acknowledged, mayAcknowledge }}
      isOver={alert.status === 'closed'}
    >
      {end && (
        <Text as="p" variant="body-small">
          {end.how === 'synced' && end.by
            ? t('inbox.syncedBy', { by: personName(end.by) })
            : t(`inbox.${end.how}`)}
          {closedAt && (
            <>
              {' · '}
              <Age at={closedAt} />
            </>
          )}
        </Text>
      )}
      <Text as="p" variant="body-small">
        <Age at={alert.openedAt}>{age => t('inbox.at', { age })}</Age>
        {alert.entityRefs.length > 0 && ' · '}
        <EntityLinks
          entityRefs={alert.entityRefs}
          applicationId={alert.application.id}
        />
      </Text>
    </DriftAlert>
  );
};
