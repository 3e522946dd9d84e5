import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { Folded } from '../Folded';
import styles from './Commit.module.css';

/** So many are listed at once. */
const MOST = 10;

/** The files that count, and how many do not. */
export const ChangedFiles = ({
  files,
  otherFiles,
}: {
  files: string[];
  otherFiles: number;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <section className={styles.section}>
      <Text as="h3" weight="bold">
        {t('commit.files')}
      </Text>
      <Folded
        most={MOST}
        more={count => t('commit.moreFiles', { count })}
        items={files.map(file => (
          <li key={file} className={styles.file}>
            {file}
          </li>
        ))}
      />
      {files.length === 0 && (
        <QuietText as="p" variant="body-small">
          {t('commit.noFiles')}
        </QuietText>
      )}
      {otherFiles > 0 && (
        <QuietText as="p" variant="body-small">
          {t('commit.otherFiles', { count: otherFiles })}
        </QuietText>
      )}
    </section>
  );
};
