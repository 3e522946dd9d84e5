import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestedOperation } from '@backstage-gitops/plugin-gitops-common';
import { Text } from '@backstage/ui';
import CheckIcon from '@material-ui/icons/Check';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import SyncIcon from '@material-ui/icons/Sync';
import { personName } from '../../format/personName';
import { gitopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { EngineWords } from '../EngineWords';
import styles from './RequestState.module.css';

const icons = {
  Requested: SyncIcon,
  Running: SyncIcon,
  Succeeded: CheckIcon,
  Failed: ErrorOutlineIcon,
  Unknown: HelpOutlineIcon,
};

/** What somebody asked for in the portal, and how it stands or ended. */
export const RequestState = ({ request }: { request: RequestedOperation }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { type, phase, message, requestedBy, finishedAt } = request;
  const Icon = icons[phase];
  const isDone = finishedAt !== null;
  return (
    <div data-request={phase}>
      <Text as="p" variant="body-small" className={styles.line}>
        <Icon
          fontSize="inherit"
          aria-hidden
          className={`${styles.icon} ${styles[phase]}`}
        />
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
