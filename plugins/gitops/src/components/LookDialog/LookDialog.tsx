import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import styles from './LookDialog.module.css';

/** Something to look at, and to close again. */
export const LookDialog = ({
  name,
  title,
  width,
  action,
  onClose,
  children,
}: {
  /** Of what is shown, for whoever looks for it in the page. */
  name: string;
  title: ReactNode;
  /** In px, as far as there is room. */
  width: number;
  /** What can be done beside closing it. */
  action?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={width}>
      <DialogHeader className={styles.title}>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4" data-gitops={name}>
          {children}
        </Flex>
      </DialogBody>
      <DialogFooter>
        {action}
        <Button variant="primary" onPress={onClose}>
          {t('act.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
