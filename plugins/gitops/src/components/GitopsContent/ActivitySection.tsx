import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  RequestState,
  useEntityOperations,
} from '@backstage-gitops/plugin-gitops-react';
import { Skeleton, Text } from '@backstage/ui';
import { PagesCard } from '../PagesCard';
import styles from './GitopsContent.module.css';

/** What people asked for in the portal: their part of the history. */
export const ActivitySection = ({
  entityRef,
  applications,
}: {
  entityRef: string;
  applications: Application[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const names = new Map(applications.map(({ id, name }) => [id, name]));
  const requests = useEntityOperations(entityRef, [...names.keys()]);
  return (
    <PagesCard
      name="activity"
      title={t('activity.title')}
      hint={t('activity.hint')}
      pages={requests}
      skeleton={<Skeleton width="60%" height={20} />}
      none={t('activity.none')}
      more={t('activity.more')}
    >
      {({ items }) =>
        items.length > 0 && (
          <ul className={styles.activity}>
            {items.map(request => (
              <li key={request.id}>
                <Text
                  as="p"
                  variant="body-small"
                  weight="bold"
                  className={styles.breakable}
                >
                  {names.get(request.applicationId)}
                </Text>
                <RequestState request={request} />
              </li>
            ))}
          </ul>
        )
      }
    </PagesCard>
  );
};
