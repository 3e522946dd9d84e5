import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import styles from './Commit.module.css';

export const MergeTag = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return <span className={styles.merge}>{t('commits.merge')}</span>;
};
