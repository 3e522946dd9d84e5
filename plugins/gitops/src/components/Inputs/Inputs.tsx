import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Button } from '@backstage/ui';
import { InputsDialog } from './InputsDialog';
import styles from './Inputs.module.css';

/** Opens what an application is rendered from. */
export const Inputs = ({ application }: { application: Application }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        className={styles.open}
        size="small"
        variant="tertiary"
        aria-label={t('inputs.openOf', { name: application.name })}
        onPress={() => setOpen(true)}
      >
        {t('inputs.open')}
      </Button>
      {isOpen && (
        <InputsDialog
          application={application}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};
