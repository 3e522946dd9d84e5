import { useId, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  OperationType,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsApiRef,
  gitopsTranslationRef,
  idempotencyKey,
  ProblemNote,
  useGitopsAction,
} from '@backstage-gitops/plugin-gitops-react';
import { Button } from '@backstage/ui';
import { isLookedAtBefore, offersOf } from '../../rules/acting';
import { callsForAction } from '../../rules/attention';
import { DifferenceDialog } from '../Difference';
import { ResourcesDialog } from '../Resources';
import { ActionsMenu } from './ActionsMenu';
import { OperationDialog } from './OperationDialog';
import { ClosedWindow } from './ClosedWindow';
import { Refusal } from './Refusal';
import { useActionWords } from './useActionWords';
import styles from './Acting.module.css';

type Opened = OperationType | 'difference' | 'resources' | undefined;

/** What a person may do with an application; what they may not is there too, and says why. */
export const ApplicationActions = ({
  application,
}: {
  application: Application;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const api = useApi(gitopsApiRef);
  const words = useActionWords(application);
  const [opened, setOpened] = useState<Opened>();
  const refusalId = useId();
  const atOnce = useGitopsAction((type: OperationType) =>
    api.requestOperation(application.id, {
      type,
      idempotencyKey: idempotencyKey(),
    }),
  );
  const { primary, others } = offersOf(application);
  const { allowed, requested } = application;
  if (!allowed) return null;

  const permitted = primary && allowed.operations[primary];
  const isPermitted = permitted === true;
  const isUnderWay = requested?.finishedAt === null;
  const begin = (type: OperationType) => {
    if (isLookedAtBefore(application, type)) setOpened(type);
    else void atOnce.run(type);
  };
  const entries = others.flatMap(type => {
    const may = allowed.operations[type];
    return may
      ? { words: words(type), permitted: may, onAction: () => begin(type) }
      : [];
  });
  if (allowed.diff) {
    entries.push({
      words: t('act.difference'),
      permitted: allowed.diff,
      onAction: () => setOpened('difference'),
    });
  }
  if (allowed.resources) {
    entries.push({
      words: t('act.lookAtResources'),
      permitted: allowed.resources,
      onAction: () => setOpened('resources'),
    });
  }
  if (!primary && entries.length === 0) return null;

  return (
    <div className={styles.acting}>
      <div className={styles.buttons}>
        {primary && (
          <Button
            size="small"
            className={styles.action}
            variant={
              isPermitted && callsForAction(application)
                ? 'primary'
                : 'secondary'
            }
            isDisabled={!isPermitted}
            // Unlike a disabled one it keeps the focus that comes back to it.
            isPending={isPermitted && (atOnce.isRunning || isUnderWay)}
            aria-describedby={isPermitted ? undefined : refusalId}
            onPress={() => begin(primary)}
          >
            {words(primary)}
          </Button>
        )}
        <ActionsMenu application={application} entries={entries} />
      </div>
      {permitted === 'windowClosed' && (
        <ClosedWindow id={refusalId} application={application} />
      )}
      {(permitted === 'forbidden' || permitted === 'unconfirmed') && (
        <Refusal
          id={refusalId}
          application={application}
          permitted={permitted}
        />
      )}
      {atOnce.error && (
        <ProblemNote
          title={t('act.failed')}
          error={atOnce.error}
          hasValue={false}
        />
      )}
      {opened === 'difference' && (
        <DifferenceDialog
          application={application}
          onClose={() => setOpened(undefined)}
        />
      )}
      {opened === 'resources' && (
        <ResourcesDialog
          application={application}
          onClose={() => setOpened(undefined)}
        />
      )}
      {opened && opened !== 'difference' && opened !== 'resources' && (
        <OperationDialog
          application={application}
          type={opened}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
};
