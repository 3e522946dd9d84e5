import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  useAlerts,
} from '@backstage-gitops/plugin-gitops-react';
import { Container, Flex, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { ShowMore } from '../ShowMore';
import { InboxAlert } from './InboxAlert';
import { InboxFilters } from './InboxFilters';
import { useInboxView } from './useInboxView';
import styles from './Inbox.module.css';

/** The alerts that are open, or were: mine, my teams', all. */
export const InboxContent = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { view, change } = useInboxView();
  const alerts = useAlerts({
    status: view.status,
    owner: view.whose === 'all' ? undefined : view.whose,
  });
  const { value, error, isLoading, retry } = alerts;
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
        {isLoading && !value?.items.length && (
          <div role="status">
            <VisuallyHidden>{t('inbox.loading')}</VisuallyHidden>
            <Skeleton width="100%" height={96} />
          </div>
        )}
        {value?.items.length === 0 && !isLoading && (
          <Text>
            {t(view.status === 'open' ? 'inbox.none' : 'inbox.noneClosed')}
          </Text>
        )}
        {value && value.items.length > 0 && (
          <>
            <ul className={styles.list} aria-busy={isLoading}>
              {value.items.map(alert => (
                <li key={alert.id}>
                  <InboxAlert alert={alert} />
                </li>
              ))}
            </ul>
            <QuietText variant="body-small">
              {t('inbox.shown', {
                shown: String(value.items.length),
                count: value.totalItems,
              })}
            </QuietText>
          </>
        )}
        <ShowMore pages={alerts}>{t('inbox.more')}</ShowMore>
      </Flex>
    </Container>
  );
};
