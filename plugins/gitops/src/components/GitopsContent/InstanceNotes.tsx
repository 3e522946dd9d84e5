import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert } from '@backstage/ui';

const titles = {
  stale: 'problem.instanceStale',
  failing: 'problem.instanceFailing',
  connecting: 'problem.instanceConnecting',
} as const;

const Since = ({
  instance: { since, lastSeenAt, reason },
}: {
  instance: InstanceHealth;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      <Age at={since}>{age => t('problem.instanceSince', { age })}</Age>{' '}
      {lastSeenAt && (
        <Age at={lastSeenAt}>
          {age => t('problem.instanceLastSeen', { age })}
        </Age>
      )}
      {reason && <EngineWords>{reason}</EngineWords>}
    </>
  );
};

/** Says of each instance that does not answer as it should since when and why. */
export const InstanceNotes = ({
  instances,
}: {
  instances: InstanceHealth[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <>
      {instances.map(instance => {
        const { engine, name, state } = instance;
        return state === 'reachable' ? null : (
          <Alert
            key={`${engine}/${name}`}
            status="warning"
            icon
            title={t(titles[state], { instance: name })}
            description={<Since instance={instance} />}
          />
        );
      })}
    </>
  );
};
