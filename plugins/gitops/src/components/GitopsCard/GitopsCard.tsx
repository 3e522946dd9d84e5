import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { EntityApplications } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  ProblemNote,
  useEntityApplications,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { lanes } from '../../rules/lanes';
import { EmptyNote } from '../EmptyNote';
import { CardLane } from './CardLane';
import { CardSkeleton } from './CardSkeleton';
import styles from './GitopsCard.module.css';

const CardBody = ({ value }: { value: EntityApplications }) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      {value.problems.map(problem => (
        <Text key={problem} color="warning">
          {problem}
        </Text>
      ))}
      {value.items.length === 0 ? (
        <EmptyNote entity={entity} />
      ) : (
        <ul className={styles.lanes} aria-label={t('tab.applications')}>
          {/* What matters most stands last in promotion order, and first here. */}
          {lanes(value)
            .reverse()
            .map(lane => (
              <CardLane
                key={lane.environment ?? ''}
                lane={lane}
                total={value.items.length}
              />
            ))}
        </ul>
      )}
    </>
  );
};

const Seen = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <QuietText variant="body-x-small">
      <Age at={at}>{age => t('card.updated', { age })}</Age>
    </QuietText>
  );
};

// The card is as old as what was seen longest ago, apart from what says so itself.
function lastSeen({ items }: EntityApplications): string | undefined {
  return items
    .filter(item => !item.stale)
    .map(item => item.observedAt)
    .sort()
    .at(0);
}

/** Is my service all right? Per environment: what runs, whether it is what Git says, since when. */
export const GitopsCard = () => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(gitopsTranslationRef);
  const entityLink = useEntityRefLink();
  const { value, error, isLoading, retry } = useEntityApplications(
    stringifyEntityRef(entity),
  );
  const seen = value && lastSeen(value);

  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={seen && <Seen at={seen} />}
      footerActions={
        value && value.items.length > 0 ? (
          <ButtonLink
            variant="secondary"
            size="small"
            href={`${entityLink(entity)}/gitops`}
          >
            {t('card.open')}
          </ButtonLink>
        ) : undefined
      }
    >
      <Flex direction="column" gap="3" data-gitops="card">
        {error && (
          <ProblemNote
            error={error}
            retry={retry}
            hasValue={value !== undefined}
          />
        )}
        {isLoading && <CardSkeleton label={t('card.loading')} />}
        {value && <CardBody value={value} />}
      </Flex>
    </EntityInfoCard>
  );
};
