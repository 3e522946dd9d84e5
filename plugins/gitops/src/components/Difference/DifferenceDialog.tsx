import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  useDiff,
} from '@backstage-gitops/plugin-gitops-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { ResourceDifference } from './ResourceDifference';
import styles from './Difference.module.css';

/** What should be beside what is, resource by resource, asked of the engine now. */
export const DifferenceDialog = ({
  application,
  onClose,
}: {
  application: Application;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { value, error, isLoading, retry } = useDiff(application.id);
  const [isAsking, setAsking] = useState(false);
  const askAgain = async () => {
    setAsking(true);
    await retry();
    setAsking(false);
  };
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={960}>
      <DialogHeader className={styles.title}>
        {t('diff.title', { name: application.name })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4" data-gitops="difference">
          {error && (
            <ProblemNote
              title={t('diff.failed')}
              error={error}
              hasValue={value !== undefined}
            />
          )}
          {isLoading && (
            <div role="status">
              <VisuallyHidden>{t('diff.loading')}</VisuallyHidden>
              <Skeleton width="100%" height={120} />
            </div>
          )}
          {value?.items.length === 0 && <Text>{t('diff.none')}</Text>}
          {value?.items.map(item => (
            <ResourceDifference
              key={[item.group, item.kind, item.namespace, item.name].join('/')}
              difference={item}
            />
          ))}
          {value?.truncated && <QuietText>{t('diff.truncated')}</QuietText>}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          isPending={isAsking}
          onPress={() => void askAgain()}
        >
          {t('diff.again')}
        </Button>
        <Button variant="primary" onPress={onClose}>
          {t('act.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
