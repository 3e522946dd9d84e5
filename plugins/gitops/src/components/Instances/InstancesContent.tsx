import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  isForbidden,
  ProblemNote,
  useInstances,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Alert,
  Container,
  Flex,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { InstancesTable } from './InstancesTable';
import { RepositoriesTable } from './RepositoriesTable';

/** What is observed and how that stands, for operators: engines' instances and Git repositories. */
export const InstancesContent = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { value, error, isLoading, retry } = useInstances();
  if (error && isForbidden(error)) {
    return (
      <Container>
        <Flex direction="column" pt="4" pb="4" data-gitops="instances">
          <Alert
            role="alert"
            status="info"
            icon
            title={t('instances.forbiddenTitle')}
            description={t('instances.forbidden')}
          />
        </Flex>
      </Container>
    );
  }
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="4" data-gitops="instances">
        {error && (
          <ProblemNote
            error={error}
            retry={retry}
            hasValue={value !== undefined}
          />
        )}
        {isLoading && (
          <div role="status">
            <VisuallyHidden>{t('instances.loading')}</VisuallyHidden>
            <Skeleton width="100%" height={240} />
          </div>
        )}
        {value && (
          <>
            <Text as="h2" variant="title-x-small">
              {t('instances.title')}
            </Text>
            {value.items.length > 0 ? (
              <InstancesTable items={value.items} />
            ) : (
              <Text>{t('instances.none')}</Text>
            )}
            <Text as="h2" variant="title-x-small">
              {t('instances.repositories')}
            </Text>
            {value.repositories.length > 0 ? (
              <RepositoriesTable items={value.repositories} />
            ) : (
              <Text>{t('instances.noRepositories')}</Text>
            )}
          </>
        )}
      </Flex>
    </Container>
  );
};
