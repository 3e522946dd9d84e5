import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  isForbidden,
  ProblemNote,
  useResources,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert } from '@backstage/ui';
import { EngineDialog } from '../EngineDialog';
import { ResourcesView } from './ResourcesView';

/** What an application manages and what was made for that, asked of the engine now. */
export const ResourcesDialog = ({
  application,
  onClose,
}: {
  application: Application;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const asked = useResources(application.id);
  const { value, error } = asked;
  const refused = error && isForbidden(error);
  return (
    <EngineDialog
      name="resources"
      title={t('resources.title', { name: application.name })}
      width={1280}
      // Rights that are gone take with them what was shown.
      asked={refused ? { ...asked, value: undefined } : asked}
      problem={
        <>
          {refused && (
            <Alert
              role="alert"
              status="info"
              icon
              title={t('resources.forbiddenTitle')}
              description={t('resources.forbidden')}
            />
          )}
          {error && !refused && (
            <ProblemNote
              title={t('resources.failed')}
              error={error}
              hasValue={value !== undefined}
            />
          )}
        </>
      }
      onClose={onClose}
    >
      {resources => (
        <ResourcesView application={application} resources={resources} />
      )}
    </EngineDialog>
  );
};
