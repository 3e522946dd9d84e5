import { useState } from 'react';
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
  useOperationPreview,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import { Preview } from './Preview';
import { useActionWords } from './useActionWords';
import styles from './Acting.module.css';

/** What an operation would do, before it is asked for. */
export const OperationDialog = ({
  application,
  type,
  onClose,
}: {
  application: Application;
  type: OperationType;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const api = useApi(gitopsApiRef);
  const action = useActionWords(application)(type);
  const preview = useOperationPreview(application.id, type);
  // One dialog is one intention, however often its button is pressed.
  const [key] = useState(idempotencyKey);
  const [prune, setPrune] = useState(false);
  const request = useGitopsAction(() =>
    api.requestOperation(application.id, {
      type,
      options: { prune },
      idempotencyKey: key,
    }),
  );
  const confirm = async () => {
    if (await request.run(undefined)) onClose();
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={640}>
      <DialogHeader className={styles.header}>
        {t('act.dialog', { action, name: application.name })}
      </DialogHeader>
      <DialogBody>
        <Flex
          direction="column"
          gap="3"
          className={styles.preview}
          data-gitops="operation"
        >
          {request.error && (
            <ProblemNote
              title={t('act.failed')}
              error={request.error}
              hasValue={false}
            />
          )}
          {preview.error && !preview.value && (
            <ProblemNote
              title={t('act.unknown')}
              error={preview.error}
              retry={preview.retry}
              hasValue={false}
            />
          )}
          {preview.isLoading && (
            <div role="status">
              <VisuallyHidden>{t('act.loading')}</VisuallyHidden>
              <Skeleton width="80%" height={20} />
            </div>
          )}
          {preview.value && (
            <Preview
              preview={preview.value}
              prune={prune}
              onPruneChange={setPrune}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        <Button variant="secondary" onPress={onClose}>
          {t('act.cancel')}
        </Button>
        <Button
          className={styles.action}
          variant="primary"
          // Unlike a disabled one it can be gone to while the preview is on its way.
          isPending={preview.isLoading || request.isRunning}
          onPress={() => void confirm()}
        >
          {action}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
