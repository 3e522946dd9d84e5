import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  useDiff,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { EngineDialog } from '../EngineDialog';
import { ResourceDifference } from './ResourceDifference';

/** What should be beside what is, resource by resource, asked of the engine now. */
export const DifferenceDialog = ({
  application,
  onClose,
}: {
  application: Application;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const asked = useDiff(application.id);
  const { value, error } = asked;
  return (
    <EngineDialog
      name="difference"
      title={t('diff.title', { name: application.name })}
      width={960}
      asked={asked}
      problem={
        error && (
          <ProblemNote
            title={t('diff.failed')}
            error={error}
            hasValue={value !== undefined}
          />
        )
      }
      onClose={onClose}
    >
      {({ items, truncated }) => (
        <>
          {items.length === 0 && <Text>{t('diff.none')}</Text>}
          {items.map(item => (
            <ResourceDifference
              key={[item.group, item.kind, item.namespace, item.name].join('/')}
              difference={item}
            />
          ))}
          {truncated && <QuietText>{t('diff.truncated')}</QuietText>}
        </>
      )}
    </EngineDialog>
  );
};
