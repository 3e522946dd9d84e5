import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import { Text } from '@backstage/ui';
import { personName } from '../../format/personName';
import { gitopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { EngineWords } from '../EngineWords';
import { OutcomeIcon } from '../OutcomeIcon';
import styles from './RequestState.module.css';

/** What somebody asked for in the portal, and how it stands or ended. */
export const RequestState = ({ request }: { request: RequestedOperation }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { type, phase, message, requestedBy, finishedAt } = request;
  const isDone = finishedAt !== null;
  return (
    <div data-request={phase}>
      <Text as="p" variant="body-small" className={styles.line}>
        <OutcomeIcon phase={phase} className={styles.icon} />
        <span>
          {t(`requested.${type}`)}
          {' · '}
          {t(`requested.${phase}`)}
          {' · '}
          {t('requested.by', { name: personName(requestedBy) })}
          {' · '}
          <Age at={finishedAt ?? request.requestedAt} />
        </span>
      </Text>
      {isDone && phase !== 'Succeeded' && message && (
        <EngineWords>{message}</EngineWords>
      )}
    </div>
  );
};
