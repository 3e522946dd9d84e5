import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ARGOCD_APP_NAME,
  KUBERNETES_LABEL_SELECTOR,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Flex, Text } from '@backstage/ui';
import styles from './EmptyNote.module.css';

/** Nothing is bound: says so, and the exact annotation that would. */
export const EmptyNote = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { name } = entity.metadata;
  const yaml = [
    'metadata:',
    '  annotations:',
    '    # Argo CD',
    `    ${ARGOCD_APP_NAME}: ${name}`,
    '    # Flux',
    `    ${KUBERNETES_LABEL_SELECTOR}: app.kubernetes.io/name=${name}`,
  ].join('\n');
  return (
    <Flex direction="column" gap="2">
      <Text>{t('empty.title')}</Text>
      <QuietText>{t('empty.how')}</QuietText>
      <div className={styles.snippet}>
        <pre>
          <code>{yaml}</code>
        </pre>
        <CopyTextButton
          text={yaml}
          tooltipText={t('empty.copied')}
          aria-label={t('empty.copy')}
        />
      </div>
    </Flex>
  );
};
