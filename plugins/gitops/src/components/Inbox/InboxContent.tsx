import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  useAge,
  useAlerts,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Button,
  Container,
  Flex,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { DriftAlert } from '../DriftAlert';
import { EntityLink } from '../EntityLink';
import { InboxFilters } from './InboxFilters';
import { useInboxView } from './useInboxView';
import styles from './Inbox.module.css';

const End = ({ end }: { end: NonNullable<Alert['end']> }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <Text as="p" variant="body-small">
      {end.how === 'synced' && end.by
        ? t('inbox.syncedBy', { by: end.by })
        : t(`inbox.${end.how}`)}
    </Text>
  );
};

const Item = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const age = useAge(alert.openedAt);
  const { name, environment } = alert.application;
  return (
    <DriftAlert
      id={alert.id}
      name={name}
      environment={environment}
      drift={alert.drift}
      acknowledged={alert.acknowledged}
      mayAcknowledge={
        alert.status === 'open' ? alert.mayAcknowledge : undefined
      }
    >
      {alert.end && <End end={alert.end} />}
      <Text as="p" variant="body-small">
        {t('inbox.at', { age })}
        {alert.entityRefs.map(entityRef => (
          <span key={entityRef}>
            {' · '}
            <EntityLink entityRef={entityRef} />
          </span>
        ))}
      </Text>
    </DriftAlert>
  );
};

/** The alerts that are open, or were: mine, my teams', all. */
export const InboxContent = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { view, change } = useInboxView();
  const { value, error, retry, showMore } = useAlerts({
    status: view.status,
    owner: view.whose === 'all' ? undefined : view.whose,
  });
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="4" data-gitops="inbox">
        <InboxFilters view={view} onChange={change} />
        {error && (
          <ProblemNote
            error={error}
            retry={retry}
            hasValue={value !== undefined}
          />
        )}
        {!value && !error && (
          <div role="status">
            <VisuallyHidden>{t('inbox.loading')}</VisuallyHidden>
            <Skeleton width="100%" height={96} />
          </div>
        )}
        {value?.items.length === 0 && (
          <Text>
            {t(view.status === 'open' ? 'inbox.none' : 'inbox.noneClosed')}
          </Text>
        )}
        <ul className={styles.list}>
          {value?.items.map(alert => (
            <li key={alert.id}>
              <Item alert={alert} />
            </li>
          ))}
        </ul>
        {showMore && (
          <Button size="small" variant="secondary" onPress={showMore}>
            {t('fleet.more')}
          </Button>
        )}
      </Flex>
    </Container>
  );
};
