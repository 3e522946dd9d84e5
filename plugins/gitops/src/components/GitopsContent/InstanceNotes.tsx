import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Alert } from '@backstage/ui';

/** Says of each instance that does not answer since when and why. */
export const InstanceNotes = ({
  instances,
}: {
  instances: InstanceHealth[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      {instances
        .filter(instance => instance.state !== 'reachable')
        .map(({ engine, name, state, reason }) => (
          <Alert
            key={`${engine}/${name}`}
            status="warning"
            icon
            title={t(
              state === 'connecting'
                ? 'problem.instanceConnecting'
                : 'problem.instanceFailing',
              { instance: name },
            )}
            description={reason}
          />
        ))}
    </>
  );
};
