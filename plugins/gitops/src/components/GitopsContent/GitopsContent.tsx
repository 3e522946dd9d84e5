import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityApplications } from '@backstage-gitops/plugin-gitops-common';
import {
  Announced,
  gitopsTranslationRef,
  ProblemNote,
  useEntityApplications,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Flex } from '@backstage/ui';
import { lanes } from '../../rules/lanes';
import { CommitsSection } from '../Commits';
import { DeploymentsSection } from '../Deployments';
import { OpenDriftAlert } from '../DriftAlert';
import { EmptyNote } from '../EmptyNote';
import { ActivitySection } from './ActivitySection';
import { InstanceNotes } from './InstanceNotes';
import { Lanes } from './Lanes';
import { LanesSkeleton } from './LanesSkeleton';

const Known = ({ value }: { value: EntityApplications }) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(gitopsTranslationRef);
  const ordered = lanes(value);
  return (
    <>
      {value.problems.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('problem.annotations')}
          description={value.problems.join(' ')}
        />
      )}
      <InstanceNotes instances={value.instances} />
      {ordered.length === 0 ? (
        <EmptyNote entity={entity} />
      ) : (
        <>
          {value.items.map(application => (
            <Announced key={application.id}>
              <OpenDriftAlert application={application} />
            </Announced>
          ))}
          <Lanes lanes={ordered} />
          <CommitsSection
            entityRef={stringifyEntityRef(entity)}
            lanes={ordered}
            environments={value.environments}
          />
          <DeploymentsSection
            entityRef={stringifyEntityRef(entity)}
            lanes={ordered}
          />
          <ActivitySection
            entityRef={stringifyEntityRef(entity)}
            applications={value.items}
          />
        </>
      )}
    </>
  );
};

/** The GitOps tab of an entity: what runs where, and the commits that explain it. */
export const GitopsContent = () => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(gitopsTranslationRef);
  const entityRef = stringifyEntityRef(entity);
  const { value, error, isLoading, retry } = useEntityApplications(entityRef);
  return (
    <Flex direction="column" gap="4" data-gitops="tab">
      {error && (
        <ProblemNote
          error={error}
          retry={retry}
          hasValue={value !== undefined}
        />
      )}
      {isLoading && <LanesSkeleton label={t('card.loading')} />}
      {/* Nothing of the entity before is kept on. */}
      {value && <Known key={entityRef} value={value} />}
    </Flex>
  );
};
