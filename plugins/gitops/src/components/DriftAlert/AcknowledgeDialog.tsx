import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsApiRef,
  gitopsTranslationRef,
  ProblemNote,
  useGitopsAction,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextAreaField,
} from '@backstage/ui';
import styles from './DriftAlert.module.css';

const MAX_NOTE = 1000;

/** Takes note of a drift, with words for everybody. */
export const AcknowledgeDialog = ({
  alertId,
  name,
  note: before = '',
  onClose,
}: {
  alertId: string;
  name: string;
  note?: string;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const api = useApi(gitopsApiRef);
  const [note, setNote] = useState(before);
  const { run, isRunning, error } = useGitopsAction(() =>
    api.acknowledgeAlert(alertId, { note: note.trim() || undefined }),
  );
  const confirm = async () => {
    if (await run(undefined)) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader className={styles.header}>
        {t('alert.dialog', { name })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3" data-gitops="acknowledge">
          {error && (
            <ProblemNote
              title={t('act.failed')}
              error={error}
              hasValue={false}
            />
          )}
          <TextAreaField
            label={t('alert.note')}
            placeholder={t('alert.notePlaceholder')}
            value={note}
            onChange={setNote}
            maxLength={MAX_NOTE}
            // The dialog holds nothing else to begin with.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('act.cancel')}
        </Button>
        <Button
          variant="primary"
          isPending={isRunning}
          onPress={() => void confirm()}
        >
          {t('alert.acknowledge')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
