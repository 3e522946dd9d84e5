import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  RequestState,
  useEntityOperations,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Card,
  CardBody,
  CardHeader,
  Flex,
  Skeleton,
  Text,
} from '@backstage/ui';
import { ShowMore } from '../ShowMore';
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
  const { value, error, isLoading, retry } = requests;
  return (
    <Card data-gitops="activity">
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          {t('activity.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {error && (
            <ProblemNote
              error={error}
              retry={retry}
              hasValue={value !== undefined}
            />
          )}
          {isLoading && !value && <Skeleton width="60%" height={20} />}
          {value?.items.length === 0 && (
            <QuietText>{t('activity.none')}</QuietText>
          )}
          {value && value.items.length > 0 && (
            <ul className={styles.activity}>
              {value.items.map(request => (
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
          )}
          <ShowMore pages={requests}>{t('activity.more')}</ShowMore>
        </Flex>
      </CardBody>
    </Card>
  );
};
